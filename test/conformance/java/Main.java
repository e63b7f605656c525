// opens pools for the measurements: reads a request a line, and answers each with a line, in any order

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

public final class Main {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, Library.Pool> POOLS = new ConcurrentHashMap<>();
    private static final Map<Integer, Library.Session> HELD = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Main() {}

    public static void main(String[] args) throws Exception {
        // what a library prints is no answer
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Library library = (Library) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode request = JSON.readTree(line);
            threads.execute(() -> {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("id", request.get("id").asInt());
                try {
                    answer.putAll(answerTo(library, request));
                } catch (Throwable error) {
                    answer.put("error", error.toString());
                }
                try {
                    String text = JSON.writeValueAsString(answer);
                    synchronized (out) {
                        out.println(text);
                    }
                } catch (Exception error) {
                    error.printStackTrace();
                }
            });
        }
        System.exit(0);
    }

    private static Map<String, Object> answerTo(Library library, JsonNode request) throws Exception {
        int number = COUNT.incrementAndGet();
        switch (request.get("op").asText()) {
            case "open":
                JsonNode settings = request.get("settings");
                Library.Pool made = settings.isObject()
                        ? library.run(settings.get("file").asText())
                        : library.open(settings.asText());
                POOLS.put(number, made);
                return Map.of("pool", number);
            case "acquire":
                Library.Session session = pool(request).acquire();
                HELD.put(number, session);
                return Map.of("held", number, "pid", session.query("SELECT pg_backend_pid() AS pid").get(0).get("pid"));
            case "query":
                String sql = request.get("sql").asText();
                if (request.has("held")) return Map.of("rows", HELD.get(request.get("held").asInt()).query(sql));
                if (sql.equals("leaks")) return Map.of("rows", List.of(Map.of("leaks", library.leaks(pool(request)))));
                Library.Session own = pool(request).acquire();
                try {
                    return Map.of("rows", own.query(sql));
                } finally {
                    own.release();
                }
            case "release":
                HELD.remove(request.get("held").asInt()).release();
                return Map.of();
            default:
                POOLS.remove(request.get("pool").asInt()).end();
                return Map.of();
        }
    }

    private static Library.Pool pool(JsonNode request) {
        return POOLS.get(request.get("pool").asInt());
    }
}
