// Package database opens the connection pool.
package database

import (
	"context"
	{{imports}}

	"github.com/jackc/pgx/v5/pgxpool"
)

// Open makes the pool, which connects in the background; Ping tells whether the server answers.
func Open(ctx context.Context) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig({{url}})
	if err != nil {
		return nil, err
	}
	config.MaxConns = {{parameters.pool_max_conns?}}
	config.MinConns = {{parameters.pool_min_conns?}}
	config.MaxConnLifetime = {{parameters.pool_max_conn_lifetime?}}
	config.MaxConnLifetimeJitter = {{parameters.pool_max_conn_lifetime_jitter?}}
	config.MaxConnIdleTime = {{parameters.pool_max_conn_idle_time?}}
	config.HealthCheckPeriod = {{parameters.pool_health_check_period?}}
	config.ConnConfig.ConnectTimeout = {{parameters.connect_timeout?}}
	config.ConnConfig.RuntimeParams["application_name"] = {{parameters.application_name?}}
	config.ConnConfig.RuntimeParams["search_path"] = {{parameters.search_path?}}
	config.ConnConfig.RuntimeParams["statement_timeout"] = {{parameters.statement_timeout?}}
	config.ConnConfig.RuntimeParams["lock_timeout"] = {{parameters.lock_timeout?}}
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = {{parameters.idle_in_transaction_session_timeout?}}
	config.ConnConfig.RuntimeParams["transaction_timeout"] = {{parameters.transaction_timeout?}}
	config.ConnConfig.RuntimeParams["options"] = {{parameters.options?}}
	return pgxpool.NewWithConfig(ctx, config)
}

{{helpers}}
