{{imports}}
using Npgsql;

{{helpers}}
var builder = new NpgsqlConnectionStringBuilder
{
    Host = {{options.Host?}},
    Port = {{options.Port?}},
    Database = {{options.Database?}},
    Username = {{options.Username?}},
    Password = {{options.Password?}},
    Passfile = {{options.Passfile?}},
    ApplicationName = {{options.Application Name?}},
    SearchPath = {{options.Search Path?}},
    ClientEncoding = {{options.Client Encoding?}},
    Options = {{options.Options?}},
    TargetSessionAttributes = {{options.Target Session Attributes?}},
    SslMode = {{options.SSL Mode?}},
    RootCertificate = {{options.Root Certificate?}},
    SslCertificate = {{options.SSL Certificate?}},
    SslKey = {{options.SSL Key?}},
    ChannelBinding = {{options.Channel Binding?}},
    RequireAuth = {{options.Require Auth?}},
    GssEncryptionMode = {{options.GSS Encryption Mode?}},
    MaxPoolSize = {{options.Maximum Pool Size?}},
    MinPoolSize = {{options.Minimum Pool Size?}},
    Timeout = {{options.Timeout?}},
    ConnectionIdleLifetime = {{options.Connection Idle Lifetime?}},
    ConnectionPruningInterval = {{options.Connection Pruning Interval?}},
    ConnectionLifetime = {{options.Connection Lifetime?}},
    TcpKeepAlive = {{options.TCP Keepalive?}},
    TcpKeepAliveTime = {{options.TCP Keepalive Time?}},
    KeepAlive = {{options.Keepalive?}},
    CommandTimeout = {{options.Command Timeout?}},
};

await using var dataSource = NpgsqlDataSource.Create(builder);
