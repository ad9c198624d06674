using Synthora.Data;

namespace Synthora.Tests.Data;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://ann:s%40crt@db.example.com:5433/studio", "db.example.com", 5433, "studio", "ann", "s@crt")]
    [InlineData("postgresql://ann@db.example.com/studio", "db.example.com", 5432, "studio", "ann", null)]
    [InlineData("postgres:///synthora?host=/run/postgresql&user=ann", "/run/postgresql", 5432, "synthora", "ann", null)]
    [InlineData("postgres://ann@/synthora?host=/run/postgresql", "/run/postgresql", 5432, "synthora", "ann", null)]
    [InlineData("Host=/tmp/x;Username=ann;Database=synthora", "/tmp/x", 5432, "synthora", "ann", null)]
    public void Every_usual_form_is_understood(string text, string host, int port, string database, string user, string? password)
    {
        var parsed = DatabaseUrl.Parse(text);
        (parsed.Host, parsed.Port, parsed.Database, parsed.Username, parsed.Password).ShouldBe((host, port, database, user, password));
    }

    [Theory]
    [InlineData("mysql://x", "neither")]
    [InlineData("postgres://ann:se%cret@:99999/x", "not a valid address")]
    [InlineData("postgres:///x", "names no host")]
    [InlineData("postgres://host", "names no database")]
    [InlineData("postgres://host/x?colour=red", "'colour'")]
    public void What_is_wrong_is_said_without_the_password(string text, string reason)
    {
        var message = Should.Throw<FormatException>(() => DatabaseUrl.Parse(text)).Message;
        message.ShouldContain(reason);
        message.ShouldNotContain("se%cret");
    }
}
