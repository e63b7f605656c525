// Reads what poolcfg renders for Go, and prints what the libraries make of it: a line of JSON for each text, in order.
package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"time"

	"poolcfg.example/conformance/seen"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
)

// Cell is a text, with where and how its program runs.
type Cell struct {
	Name, Kind, Text, Folder string
	Env                      map[string]string
}

// Reading is what was found in it.
type Reading struct {
	Problem  string         `json:"problem,omitempty"`
	Seen     map[string]any `json:"seen,omitempty"`
	Settings map[string]any `json:"settings,omitempty"`
}

func main() {
	var cells []Cell
	text, err := io.ReadAll(os.Stdin)
	if err == nil {
		err = json.Unmarshal(text, &cells)
	}
	if err != nil {
		panic(err)
	}
	home := os.Getenv("HOME")
	for _, cell := range cells {
		os.Clearenv()
		os.Setenv("HOME", home)
		for name, value := range cell.Env {
			os.Setenv(name, value)
		}
		reading, err := read(cell)
		if err != nil {
			reading = Reading{Problem: err.Error()}
		}
		line, err := json.Marshal(reading)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}

func read(cell Cell) (reading Reading, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic: %v", caught)
		}
	}()
	if err := os.Chdir(cell.Folder); err != nil {
		return Reading{}, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	switch cell.Kind {
	case "url":
		config, err := pgxpool.ParseConfig(strings.TrimSpace(cell.Text))
		if err != nil {
			return Reading{}, err
		}
		return pooled(config), nil
	case "json":
		return readJSON(cell.Text)
	}
	switch open := opens[cell.Name].(type) {
	case func(context.Context) (*pgxpool.Pool, error):
		pool, err := open(ctx)
		if err != nil {
			return Reading{}, err
		}
		config := pool.Config()
		pool.Close()
		return pooled(config), nil
	case func(context.Context) (*sql.DB, error):
		db, err := open(ctx)
		if err != nil {
			return Reading{}, err
		}
		return database(db), nil
	case func(context.Context) (*gorm.DB, error):
		db, err := open(ctx)
		if err != nil {
			return Reading{}, err
		}
		inner, err := db.DB()
		if err != nil {
			return Reading{}, err
		}
		return database(inner), nil
	}
	return Reading{}, fmt.Errorf("no program %q", cell.Name)
}

func pooled(config *pgxpool.Config) Reading {
	seen, settings := address(config.ConnConfig)
	settings["pool.max"] = config.MaxConns
	settings["pool.min"] = config.MinConns
	settings["pool.maxLifetime"] = off(config.MaxConnLifetime + config.MaxConnLifetimeJitter)
	settings["pool.idleTimeout"] = off(config.MaxConnIdleTime)
	settings["pool.healthCheckInterval"] = off(config.HealthCheckPeriod)
	return Reading{Seen: seen, Settings: settings}
}

// what pgxpool cannot switch off is a year
func off(time time.Duration) any {
	if time == 0 || time.Hours() >= 8760 {
		return nil
	}
	return time.Milliseconds()
}

// a pool of database/sql tells of its limit alone; the rest are fields that only it should see
func database(db *sql.DB) Reading {
	seen, settings := address(seen.Last)
	inner := reflect.ValueOf(db).Elem()
	field := func(name string) int64 { return inner.FieldByName(name).Int() }
	settings["pool.max"] = db.Stats().MaxOpenConnections
	// 0 is the default of 2, and below it none
	switch idle := field("maxIdleCount"); {
	case idle == 0:
		settings["pool.maxIdle"] = 2
	case idle < 0:
		settings["pool.maxIdle"] = 0
	default:
		settings["pool.maxIdle"] = idle
	}
	settings["pool.maxLifetime"] = off(time.Duration(field("maxLifetime")))
	settings["pool.idleTimeout"] = off(time.Duration(field("maxIdleTime")))
	db.Close()
	return Reading{Seen: seen, Settings: settings}
}

func readJSON(text string) (Reading, error) {
	var stated struct {
		DSN             string         `json:"dsn"`
		MaxOpenConns    *int           `json:"max_open_conns"`
		MaxIdleConns    *int           `json:"max_idle_conns"`
		ConnMaxLifetime *time.Duration `json:"conn_max_lifetime"`
		ConnMaxIdleTime *time.Duration `json:"conn_max_idle_time"`
		MaxRetries      *int           `json:"max_retries"`
		RetryInterval   *time.Duration `json:"retry_interval"`
		RetryMultiplier *int           `json:"retry_multiplier"`
		MaxRetry        *time.Duration `json:"max_retry_interval"`
		HealthInterval  *time.Duration `json:"health_interval"`
		MetricsEnabled  *bool          `json:"metrics_enabled"`
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&stated); err != nil {
		return Reading{}, err
	}
	config, err := pgx.ParseConfig(stated.DSN)
	if err != nil {
		return Reading{}, err
	}
	seen, settings := address(config)
	for path, count := range map[string]*int{
		"pool.max": stated.MaxOpenConns, "pool.maxIdle": stated.MaxIdleConns, "retry.maxAttempts": stated.MaxRetries,
		"retry.multiplier": stated.RetryMultiplier,
	} {
		if count != nil {
			settings[path] = *count
		}
	}
	for path, time := range map[string]*time.Duration{
		"pool.maxLifetime": stated.ConnMaxLifetime, "pool.idleTimeout": stated.ConnMaxIdleTime,
		"retry.interval": stated.RetryInterval, "retry.maxInterval": stated.MaxRetry,
		"pool.healthCheckInterval": stated.HealthInterval,
	} {
		if time != nil {
			settings[path] = off(*time)
		}
	}
	return Reading{Seen: seen, Settings: settings}, nil
}

func address(config *pgx.ConnConfig) (seen, settings map[string]any) {
	type attempt struct {
		server string
		tls    *tls.Config
	}
	attempts := []attempt{{fmt.Sprintf("%s:%d", config.Host, config.Port), config.TLSConfig}}
	for _, one := range config.Fallbacks {
		attempts = append(attempts, attempt{fmt.Sprintf("%s:%d", one.Host, one.Port), one.TLSConfig})
	}
	var servers []string
	var first []*tls.Config
	for _, one := range attempts {
		if len(servers) == 0 || servers[len(servers)-1] != one.server {
			servers = append(servers, one.server)
		}
		if one.server == servers[0] {
			first = append(first, one.tls)
		}
	}
	seen = map[string]any{
		"server": strings.Join(servers, ","), "database": config.Database, "user": config.User, "password": config.Password,
		"parameters": config.RuntimeParams, "tls": tlsMode(first),
	}
	settings = map[string]any{"pool.connectTimeout": off(config.ConnectTimeout)}
	return seen, settings
}

func tlsMode(tries []*tls.Config) string {
	switch {
	case len(tries) == 2 && tries[0] == nil:
		return "allow"
	case len(tries) == 2:
		return "prefer"
	case tries[0] == nil:
		return "off"
	case !tries[0].InsecureSkipVerify:
		return "full"
	case tries[0].VerifyPeerCertificate != nil || tries[0].VerifyConnection != nil:
		return "ca"
	}
	return "unverified"
}
