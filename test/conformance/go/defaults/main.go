// Prints what pgxpool does where nothing is set, by canonical path: milliseconds, null for off.
package main

import (
	"encoding/json"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

func milliseconds(length time.Duration) any {
	if length == 0 {
		return nil
	}
	return length.Milliseconds()
}

func main() {
	config, err := pgxpool.ParseConfig("postgres://db/shop")
	if err != nil {
		panic(err)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"pool.min":                 config.MinConns,
		"pool.idleTimeout":         milliseconds(config.MaxConnIdleTime),
		"pool.maxLifetime":         milliseconds(config.MaxConnLifetime),
		"pool.maxLifetimeJitter":   config.MaxConnLifetimeJitter.Milliseconds(),
		"pool.healthCheckInterval": milliseconds(config.HealthCheckPeriod),
	})
}
