// Opens a pool with each of the rendered programs, and prints what its session has: one JSON object.
package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	sqlparts "poolcfg.example/conformance/opens/database-sql/parts"
	sqlurl "poolcfg.example/conformance/opens/database-sql/url"
	gormparts "poolcfg.example/conformance/opens/gorm/parts"
	gormurl "poolcfg.example/conformance/opens/gorm/url"
	poolparts "poolcfg.example/conformance/opens/pgxpool/parts"
	poolurl "poolcfg.example/conformance/opens/pgxpool/url"
)

const ask = `SELECT concat_ws(' ', current_setting('application_name'), current_setting('statement_timeout'),
	(SELECT id FROM "Probe"))`

type opener func(ctx context.Context) (string, error)

var openers = map[string]opener{
	"database-sql parts": func(ctx context.Context) (shown string, err error) {
		db, err := sqlparts.Open(ctx)
		if err != nil {
			return "", err
		}
		defer db.Close()
		err = db.QueryRowContext(ctx, ask).Scan(&shown)
		return shown, err
	},
	"database-sql url": func(ctx context.Context) (shown string, err error) {
		db, err := sqlurl.Open(ctx)
		if err != nil {
			return "", err
		}
		defer db.Close()
		err = db.QueryRowContext(ctx, ask).Scan(&shown)
		return shown, err
	},
	"gorm parts": func(ctx context.Context) (shown string, err error) {
		db, err := gormparts.Open(ctx)
		if err != nil {
			return "", err
		}
		err = db.Raw(ask).Scan(&shown).Error
		return shown, err
	},
	"gorm url": func(ctx context.Context) (shown string, err error) {
		db, err := gormurl.Open(ctx)
		if err != nil {
			return "", err
		}
		err = db.Raw(ask).Scan(&shown).Error
		return shown, err
	},
	"pgxpool parts": func(ctx context.Context) (shown string, err error) {
		pool, err := poolparts.Open(ctx)
		if err != nil {
			return "", err
		}
		defer pool.Close()
		err = pool.QueryRow(ctx, ask).Scan(&shown)
		return shown, err
	},
	"pgxpool url": func(ctx context.Context) (shown string, err error) {
		pool, err := poolurl.Open(ctx)
		if err != nil {
			return "", err
		}
		defer pool.Close()
		err = pool.QueryRow(ctx, ask).Scan(&shown)
		return shown, err
	},
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	found := map[string]string{}
	for name, open := range openers {
		shown, err := open(ctx)
		if err != nil {
			shown = err.Error()
		}
		found[name] = shown
	}
	_ = json.NewEncoder(os.Stdout).Encode(found)
}
