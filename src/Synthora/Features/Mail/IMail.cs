namespace Synthora.Features.Mail;

/// <summary>Hands a letter over: to a mail server, or to a folder where there is none. Use <see cref="MailQueue"/> unless the answer must wait for it.</summary>
public interface IMail
{
    /// <summary>Whether letters leave this machine.</summary>
    bool Delivers { get; }

    /// <exception cref="MailException">It was not taken.</exception>
    Task SendAsync(Guid id, Letter letter, CancellationToken ct);
}

/// <param name="isFinal">Trying again would change nothing.</param>
public sealed class MailException(string cause, bool isFinal, Exception? inner = null) : Exception(cause, inner)
{
    public bool IsFinal => isFinal;
}
