{{imports}}

import asyncpg

{{helpers}}
async def create_pool():
    return await asyncpg.create_pool(
        dsn={{options.dsn?}},
        service={{options.service?}},
        host={{options.host?}},
        port={{options.port?}},
        user={{options.user?}},
        password={{options.password?}},
        passfile={{options.passfile?}},
        krbsrvname={{options.krbsrvname?}},
        gsslib={{options.gsslib?}},
        database={{options.database?}},
        target_session_attrs={{options.target_session_attrs?}},
        ssl={{options.ssl?}},
        timeout={{options.timeout?}},
        command_timeout={{options.command_timeout?}},
        min_size={{options.min_size?}},
        max_size={{options.max_size?}},
        max_queries={{options.max_queries?}},
        max_inactive_connection_lifetime={{options.max_inactive_connection_lifetime?}},
        statement_cache_size={{options.statement_cache_size?}},
        server_settings={{options.server_settings?}},
    )
