/** Reads a text as its library does, and hands what it finds to Seen. */
public interface Library {
    void read(String kind, String name, String text) throws Exception;
}
