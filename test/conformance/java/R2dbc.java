// r2dbc-pool over r2dbc-postgresql, from one URL

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class R2dbc implements Library {
    @Override
    public Pool open(String settings) {
        ConnectionFactory factory = ConnectionFactories.get(settings.trim());
        return new Pool() {
            @Override
            public Session acquire() {
                Connection connection = Mono.<Connection>from(factory.create()).block();
                return new Session() {
                    @Override
                    public List<Map<String, Object>> query(String sql) {
                        return Flux.from(connection.createStatement(sql).execute())
                                .flatMap(result -> result.map(R2dbc::cells))
                                .collectList()
                                .block();
                    }

                    @Override
                    public void release() {
                        Mono.from(connection.close()).block();
                    }
                };
            }

            @Override
            public void end() {
                ((Disposable) factory).dispose();
            }
        };
    }

    private static Map<String, Object> cells(Row row, RowMetadata columns) {
        Map<String, Object> cells = new LinkedHashMap<>();
        columns.getColumnMetadatas().forEach(column -> cells.put(column.getName(), row.get(column.getName())));
        return cells;
    }
}
