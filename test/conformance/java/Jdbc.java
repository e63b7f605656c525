// a pool that is a DataSource

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

public final class Jdbc implements Library.Pool {
    final DataSource source;
    private final AutoCloseable owner;

    Jdbc(DataSource source, AutoCloseable owner) {
        this.source = source;
        this.owner = owner;
    }

    @Override
    public Library.Session acquire() throws SQLException {
        Connection connection = source.getConnection();
        return new Library.Session() {
            @Override
            public List<Map<String, Object>> query(String sql) throws SQLException {
                return rows(connection, sql);
            }

            @Override
            public void release() throws SQLException {
                connection.close();
            }
        };
    }

    @Override
    public void end() throws Exception {
        owner.close();
    }

    private static List<Map<String, Object>> rows(Connection connection, String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            int width = found.getMetaData().getColumnCount();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int at = 1; at <= width; at++) row.put(found.getMetaData().getColumnLabel(at), found.getObject(at));
                rows.add(row);
            }
        }
        return rows;
    }
}
