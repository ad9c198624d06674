using System.Net;
using System.Text;

namespace Synthora.Features.Mail;

/// <summary>One e-mail to one person, as words and as HTML.</summary>
public sealed record Letter(string To, string Subject, string Text, string Html)
{
    /// <summary>Where the reader can stop such letters; null for those that must come.</summary>
    public string? UnsubscribeUrl { get; init; }

    /// <param name="paragraphs">Plain text; it is escaped here.</param>
    /// <param name="button">What to do, and where.</param>
    public static Letter Compose(string to, string subject, IReadOnlyList<string> paragraphs, (string Label, string Url)? button = null, string? footer = null, string? unsubscribeUrl = null)
    {
        var text = new StringBuilder();
        foreach (var paragraph in paragraphs) text.Append(paragraph).Append("\n\n");
        if (button is { } link) text.Append(link.Label).Append(":\n").Append(link.Url).Append("\n\n");
        text.Append("-- \nSynthora").Append(footer is null ? "" : $"\n{footer}").Append(unsubscribeUrl is null ? "" : $"\n{unsubscribeUrl}").Append('\n');
        return new(to, OneLine(subject), text.ToString(), Page(subject, paragraphs, button, footer, unsubscribeUrl)) { UnsubscribeUrl = unsubscribeUrl };
    }

    private static string Page(string subject, IReadOnlyList<string> paragraphs, (string Label, string Url)? button, string? footer, string? unsubscribeUrl)
    {
        var body = string.Concat(paragraphs.Select(paragraph => $"<p style=\"margin:0 0 16px;font-size:16px;line-height:1.55;color:#27272f\">{WebUtility.HtmlEncode(paragraph)}</p>"));
        if (button is { } link)
        {
            body += $"<p style=\"margin:24px 0\"><a href=\"{WebUtility.HtmlEncode(link.Url)}\" style=\"display:inline-block;padding:13px 22px;border-radius:10px;background:#6d28d9;color:#ffffff;font-weight:600;font-size:16px;text-decoration:none\">{WebUtility.HtmlEncode(link.Label)}</a></p>"
                + $"<p style=\"margin:0 0 16px;font-size:13px;line-height:1.5;color:#6b6b76;word-break:break-all\">{WebUtility.HtmlEncode(link.Url)}</p>";
        }

        var foot = WebUtility.HtmlEncode(footer ?? "");
        if (unsubscribeUrl is not null) foot += $" <a href=\"{WebUtility.HtmlEncode(unsubscribeUrl)}\" style=\"color:#6b6b76\">{WebUtility.HtmlEncode(unsubscribeUrl)}</a>";
        return $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{WebUtility.HtmlEncode(OneLine(subject))}</title></head>
            <body style="margin:0;padding:32px 16px;background:#f4f4f7;font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif">
            <div style="max-width:520px;margin:0 auto;padding:32px;border-radius:16px;background:#ffffff">
            <p style="margin:0 0 24px;font-weight:700;font-size:18px;color:#6d28d9">Synthora</p>
            {body}
            </div>
            <p style="max-width:520px;margin:16px auto 0;font-size:13px;line-height:1.5;color:#6b6b76">{foot}</p>
            </body></html>
            """;
    }

    /// <summary>A line break in a subject would begin a header of somebody else's making.</summary>
    private static string OneLine(string text) => new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);

    public override string ToString() => $"{Subject} to {To}";
}
