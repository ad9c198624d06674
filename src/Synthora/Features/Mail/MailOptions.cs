using System.Net.Mail;

namespace Synthora.Features.Mail;

/// <summary>How letters leave; without a host they stay in the outbox folder.</summary>
/// <param name="Tls">Whether the connection must be encrypted (STARTTLS).</param>
public sealed record MailOptions(string? Host, int Port, string? User, string? Password, bool Tls, string From)
{
    public const string DefaultFrom = "Synthora <noreply@localhost>";

    public static readonly MailOptions Outbox = new(null, 587, null, null, true, DefaultFrom);

    /// <param name="wrong">Gets a sentence for everything that cannot be used.</param>
    internal static MailOptions Read(IConfiguration settings, List<string> wrong)
    {
        var host = Optional(settings["SMTP_HOST"]);
        var port = 587;
        if (Optional(settings["SMTP_PORT"]) is { } text && (!int.TryParse(text, out port) || port is < 1 or > 65535)) wrong.Add($"SMTP_PORT is '{text}', not a number from 1 to 65535.");
        var tls = true;
        if (Optional(settings["SMTP_TLS"]) is { } flag && !bool.TryParse(flag, out tls)) wrong.Add($"SMTP_TLS is '{flag}', neither true nor false.");
        if (host is not null && port == 465) wrong.Add("SMTP_PORT is 465, whose encryption from the first byte is not supported. Use the server's submission port, usually 587.");
        var from = Optional(settings["MAIL_FROM"]);
        if (from is not null && !MailAddress.TryCreate(from, out _)) wrong.Add($"MAIL_FROM is '{from}', not an address such as Synthora <noreply@example.com>.");
        if (host is not null && from is null) wrong.Add("MAIL_FROM is missing: mail servers take letters only from an address they know, such as Synthora <noreply@example.com>.");
        var user = Optional(settings["SMTP_USER"]);
        if (user is not null && Optional(settings["SMTP_PASSWORD"]) is null) wrong.Add("SMTP_USER is set without SMTP_PASSWORD.");
        return new(host, port, user, settings["SMTP_PASSWORD"], tls, from ?? DefaultFrom);
    }

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public override string ToString() => $"{Host ?? "outbox"}:{Port}";
}
