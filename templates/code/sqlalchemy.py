{{imports}}

{{helpers}}
engine = create_engine(
    {{url}},
    connect_args={{parameters}},
    pool_size={{options.pool_size?}},
    max_overflow={{options.max_overflow?}},
    pool_timeout={{options.pool_timeout?}},
    pool_recycle={{options.pool_recycle?}},
    pool_pre_ping={{options.pool_pre_ping?}},
    pool_use_lifo={{options.pool_use_lifo?}},
)
