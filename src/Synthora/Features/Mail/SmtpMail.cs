using System.Net;
using System.Net.Mail;
using System.Security.Authentication;

namespace Synthora.Features.Mail;

/// <summary>Letters go to the operator's mail server.</summary>
public sealed class SmtpMail(MailOptions options) : IMail
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool Delivers => true;

    public async Task SendAsync(Guid id, Letter letter, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Patience);
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.Tls };
        if (options.User is not null) client.Credentials = new NetworkCredential(options.User, options.Password);
        try
        {
            using var message = Messages.Of(id, letter, options.From);
            await client.SendMailAsync(message, timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailException($"The mail server {options.Host}:{options.Port} did not answer within {Patience.TotalSeconds:0} seconds.", isFinal: false);
        }
        catch (FormatException exception)
        {
            throw new MailException("The address is not one that mail can be sent to.", isFinal: true, exception);
        }
        catch (SmtpException exception)
        {
            throw new MailException(
                $"The mail server {options.Host}:{options.Port} refused: {(exception.InnerException ?? exception).Message}",
                exception.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath, exception);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            throw new MailException($"The connection to the mail server {options.Host}:{options.Port} failed: {exception.Message}", isFinal: false, exception);
        }
    }
}

/// <summary>Letters stay in a folder as files that every mail program opens: for an installation without a mail server.</summary>
public sealed class OutboxMail(MailOptions options, string folder) : IMail
{
    public bool Delivers => false;

    public async Task SendAsync(Guid id, Letter letter, CancellationToken ct)
    {
        // The letters hold links that open accounts.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder };
        try
        {
            using var message = Messages.Of(id, letter, options.From);
            await client.SendMailAsync(message, ct);
        }
        catch (FormatException exception)
        {
            throw new MailException("The address is not one that mail can be sent to.", isFinal: true, exception);
        }
        catch (SmtpException exception)
        {
            throw new MailException($"The outbox {folder} cannot be written: {(exception.InnerException ?? exception).Message}", isFinal: false, exception);
        }
    }
}

file static class Messages
{
    public static MailMessage Of(Guid id, Letter letter, string from)
    {
        var sender = new MailAddress(from);
        var message = new MailMessage(sender, new MailAddress(letter.To)) { Subject = letter.Subject, SubjectEncoding = System.Text.Encoding.UTF8 };
        // The same letter sent twice, because an answer was lost, is one letter to the reader's program.
        message.Headers["Message-ID"] = $"<{id:N}@{sender.Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        if (letter.UnsubscribeUrl is { } url) message.Headers["List-Unsubscribe"] = $"<{url}>";
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(letter.Text, System.Text.Encoding.UTF8, "text/plain"));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(letter.Html, System.Text.Encoding.UTF8, "text/html"));
        return message;
    }
}
