{{imports}}

from psycopg_pool import ConnectionPool

{{helpers}}
pool = ConnectionPool(
    conninfo={{options.conninfo?}},
    kwargs={{options.kwargs}},
    min_size={{options.min_size?}},
    max_size={{options.max_size?}},
    timeout={{options.timeout?}},
    max_waiting={{options.max_waiting?}},
    max_idle={{options.max_idle?}},
    max_lifetime={{options.max_lifetime?}},
    reconnect_timeout={{options.reconnect_timeout?}},
    check={{options.check?}},
    open={{options.open?}},
)
