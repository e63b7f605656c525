// Stands for Npgsql, of which there is no package here: its properties and enumerations, by the names of its documentation
// (https://www.npgsql.org/doc/connection-string-parameters.html), over the reader of connection strings that it is built on.
using System;
using System.Collections.Generic;
using System.Data.Common;

namespace Npgsql
{
    public enum SslMode { Disable, Allow, Prefer, Require, VerifyCA, VerifyFull }
    public enum ChannelBinding { Disable, Prefer, Require }
    public enum GssEncryptionMode { Disable, Prefer, Require }

    public class NpgsqlConnectionStringBuilder : DbConnectionStringBuilder
    {
        public NpgsqlConnectionStringBuilder() { }
        public NpgsqlConnectionStringBuilder(string text) { ConnectionString = text; }
        void Put(string key, object value) { if (value != null) this[key] = value; else Remove(key); }
        public string Host { set { Put("Host", value); } }
        public int Port { set { Put("Port", value); } }
        public string Database { set { Put("Database", value); } }
        public string Username { set { Put("Username", value); } }
        public string Password { set { Put("Password", value); } }
        public string Passfile { set { Put("Passfile", value); } }
        public string ApplicationName { set { Put("Application Name", value); } }
        public string SearchPath { set { Put("Search Path", value); } }
        public string ClientEncoding { set { Put("Client Encoding", value); } }
        public string Options { set { Put("Options", value); } }
        public string TargetSessionAttributes { set { Put("Target Session Attributes", value); } }
        public string RequireAuth { set { Put("Require Auth", value); } }
        public SslMode SslMode { set { Put("SSL Mode", value); } }
        public string RootCertificate { set { Put("Root Certificate", value); } }
        public string SslCertificate { set { Put("SSL Certificate", value); } }
        public string SslKey { set { Put("SSL Key", value); } }
        public ChannelBinding ChannelBinding { set { Put("Channel Binding", value); } }
        public GssEncryptionMode GssEncryptionMode { set { Put("GSS Encryption Mode", value); } }
        public int MaxPoolSize { set { Put("Maximum Pool Size", value); } }
        public int MinPoolSize { set { Put("Minimum Pool Size", value); } }
        public int Timeout { set { Put("Timeout", value); } }
        public int ConnectionIdleLifetime { set { Put("Connection Idle Lifetime", value); } }
        public int ConnectionPruningInterval { set { Put("Connection Pruning Interval", value); } }
        public int ConnectionLifetime { set { Put("Connection Lifetime", value); } }
        public bool TcpKeepAlive { set { Put("TCP Keepalive", value); } }
        public int TcpKeepAliveTime { set { Put("TCP Keepalive Time", value); } }
        public int KeepAlive { set { Put("Keepalive", value); } }
        public int CommandTimeout { set { Put("Command Timeout", value); } }
    }

    public class NpgsqlDataSource : IDisposable
    {
        public static DbConnectionStringBuilder Last;
        public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder builder) { Last = builder; return new NpgsqlDataSource(); }
        public static NpgsqlDataSource Create(string text) { return Create(new NpgsqlConnectionStringBuilder(text)); }
        public void Dispose() { }
    }
}
