using System.Globalization;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>Addresses of databases as libpq writes them (PostgreSQL's documentation, 34.1.1.2).</summary>
internal static class PostgresAddress
{
    private const string Form = "write postgresql://user@host:5432/database, and the password into PGPASSWORD or a "
        + "file that PGPASSFILE names";

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <summary>Whether a text means a database of this kind.</summary>
    public static bool Is(string text) =>
        Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="MetaDbUnavailableException">It is no such address.</exception>
    public static NpgsqlConnectionStringBuilder Read(string address)
    {
        if (!Is(address))
        {
            throw Bad("it begins with no postgresql://");
        }

        var rest = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (path, query) = Split(rest, '?');
        var (authority, database) = Split(path, '/');
        var at = authority.LastIndexOf('@');
        var hosts = authority[(at + 1)..];
        if (hosts.Length == 0 || database.Length == 0)
        {
            throw Bad("it names no host or no database");
        }

        try
        {
            var connection = new NpgsqlConnectionStringBuilder
            {
                Host = hosts,
                Database = Uri.UnescapeDataString(database),
                ApplicationName = "fairway",
                SearchPath = "fairway",
                Timeout = 5,
                CommandTimeout = 30,
                MaxAutoPrepare = 32,
                IncludeErrorDetail = false,
            };
            SetPort(connection, hosts);
            SetUser(connection, at < 0 ? "" : authority[..at]);
            foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                Set(connection, option);
            }

            return connection;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw Bad(e.Message);
        }
    }

    // Of several hosts each keeps its own port, and the one that takes writes is meant.
    private static void SetPort(NpgsqlConnectionStringBuilder connection, string hosts)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            connection.TargetSessionAttributes = "primary";
        }
        else
        {
            var colon = hosts.EndsWith(']') ? -1 : hosts.LastIndexOf(':');
            connection.Host = (colon < 0 ? hosts : hosts[..colon]).Trim('[', ']');
            connection.Port = colon < 0 ? 5432 : int.Parse(hosts[(colon + 1)..], CultureInfo.InvariantCulture);
        }
    }

    private static void SetUser(NpgsqlConnectionStringBuilder connection, string login)
    {
        var (user, password) = Split(login, ':');
        if (user.Length > 0)
        {
            connection.Username = Uri.UnescapeDataString(user);
        }

        if (password.Length > 0)
        {
            connection.Password = Uri.UnescapeDataString(password);
        }
    }

    private static void Set(NpgsqlConnectionStringBuilder connection, string option)
    {
        var (name, text) = Split(option, '=');
        var value = Uri.UnescapeDataString(text);
        switch (name)
        {
            case "sslmode":
                connection.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), true);
                break;
            case "sslrootcert":
                connection.RootCertificate = value;
                break;
            case "sslcert":
                connection.SslCertificate = value;
                break;
            case "sslkey":
                connection.SslKey = value;
                break;
            case "passfile":
                connection.Passfile = value;
                break;
            case "application_name":
                connection.ApplicationName = value;
                break;
            case "connect_timeout":
                connection.Timeout = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "target_session_attrs":
                connection.TargetSessionAttributes = value;
                break;
            default:
                throw new FormatException($"the option \"{name}\" is not known");
        }
    }

    private static (string Before, string After) Split(string text, char by) =>
        text.IndexOf(by, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");

    private static MetaDbUnavailableException Bad(string why) =>
        new($"this is no address of a PostgreSQL database ({why}): {Form}");
}
