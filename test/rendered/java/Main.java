// Reads what poolcfg renders for Java, and prints what the libraries make of it: a line of JSON for each text, in order.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import seen.Seen;

public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        // logs of the libraries
        System.setOut(System.err);
        Library library = (Library) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        ObjectMapper json = new ObjectMapper();
        for (JsonNode cell : json.readTree(System.in)) {
            Map<String, String> environment = new HashMap<>();
            cell.get("env").properties().forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
            Seen.start(environment, cell.get("folder").asText());
            Map<String, Object> line = new HashMap<>();
            try {
                library.read(cell.get("kind").asText(), cell.get("name").asText(), cell.get("text").asText());
                line.put("seen", Seen.SEEN);
                line.put("settings", Seen.SETTINGS);
            } catch (InvocationTargetException error) {
                line.put("problem", String.valueOf(error.getCause()));
            } catch (Exception | LinkageError error) {
                line.put("problem", String.valueOf(error));
            }
            out.println(json.writeValueAsString(line));
        }
        out.flush();
        System.exit(0);
    }
}
