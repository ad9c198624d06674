using Npgsql;

namespace Synthora.Data;

/// <summary>
/// Reads <c>DATABASE_URL</c> in the forms people have: <c>postgres://user:password@host:5432/name</c>, the socket form
/// <c>postgres:///name?host=/run/postgresql</c>, and Npgsql's own <c>Host=…;Database=…</c>.
/// </summary>
public static class DatabaseUrl
{
    /// <exception cref="FormatException">Says what is wrong, never the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var result = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
            ? FromUrl(text)
            : FromPairs(text);
        if (string.IsNullOrEmpty(result.Host)) throw new FormatException("DATABASE_URL names no host or socket folder.");
        if (string.IsNullOrEmpty(result.Database)) throw new FormatException("DATABASE_URL names no database.");
        if (!result.ContainsKey("Timeout")) result.Timeout = 10;
        result.ApplicationName ??= "synthora";
        return result;
    }

    private static NpgsqlConnectionStringBuilder FromPairs(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            throw new FormatException("DATABASE_URL is neither postgres://user:password@host/database nor Host=…;Database=….");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        // An empty authority, as in the socket form, is legal here but not to Uri.
        var parsable = text.Replace(":///", "://socket/", StringComparison.Ordinal).Replace("@/", "@socket/", StringComparison.Ordinal);
        if (!Uri.TryCreate(parsable, UriKind.Absolute, out var url))
            throw new FormatException("DATABASE_URL is not a valid address. Special characters in the password must be percent-encoded.");
        var result = new NpgsqlConnectionStringBuilder { Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (parsable == text)
        {
            result.Host = Uri.UnescapeDataString(url.Host);
            if (url.Port > 0) result.Port = url.Port;
        }

        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0) result.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) result.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Apply(result, pair);
        return result;
    }

    private static void Apply(NpgsqlConnectionStringBuilder result, string pair)
    {
        var name = pair.Split('=', 2)[0];
        var value = Uri.UnescapeDataString(pair.Split('=', 2) is [_, var given] ? given : "");
        try
        {
            result[name switch
            {
                "user" => "Username",
                "dbname" => "Database",
                "sslmode" => "SSL Mode",
                "connect_timeout" => "Timeout",
                "application_name" => "Application Name",
                _ => name,
            }] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException)
        {
            throw new FormatException($"DATABASE_URL has a part that is not understood: '{name}'.");
        }
    }
}
