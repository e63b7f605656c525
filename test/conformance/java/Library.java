// what a measurement needs of a library

import java.util.List;
import java.util.Map;

public interface Library {
    /** Builds a pool from what poolcfg renders as data. */
    Pool open(String settings) throws Exception;

    /** Builds a pool by a program that poolcfg renders. */
    default Pool run(String file) throws Exception {
        throw new UnsupportedOperationException("no program is measured here");
    }

    /** How many connections were said not to be returned. */
    default int leaks(Pool pool) {
        return 0;
    }

    interface Pool {
        Session acquire() throws Exception;

        void end() throws Exception;
    }

    interface Session {
        List<Map<String, Object>> query(String sql) throws Exception;

        void release() throws Exception;
    }
}
