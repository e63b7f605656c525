// Package seen stands in for pgx's stdlib: its connections reach no server, and it keeps what they would connect with.
package seen

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Last is what was opened last.
var Last *pgx.ConnConfig

// GetConnector has the signature of that of stdlib.
func GetConnector(config pgx.ConnConfig) driver.Connector {
	Last = &config
	return connector{}
}

// OpenDB has the signature of that of stdlib.
func OpenDB(config pgx.ConnConfig) *sql.DB {
	return sql.OpenDB(GetConnector(config))
}

type connector struct{}

func (connector) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (connector) Driver() driver.Driver                        { return nil }

type conn struct{}

var errNoServer = errors.New("there is no server")

func (conn) Prepare(string) (driver.Stmt, error) { return nil, errNoServer }
func (conn) Close() error                        { return nil }
func (conn) Begin() (driver.Tx, error)           { return nil, errNoServer }
