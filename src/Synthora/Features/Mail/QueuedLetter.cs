using Microsoft.EntityFrameworkCore;

namespace Synthora.Features.Mail;

/// <summary>A letter that is to be sent. It is sealed, because it may hold a link that opens an account, and gone once it is sent.</summary>
public sealed class QueuedLetter
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required byte[] Envelope { get; set; }
    public int Attempts { get; set; }
    public required DateTimeOffset NextAttemptAt { get; set; }
    public string? LastError { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal string Place => $"letter/{Id:N}";
}

internal static class MailMapping
{
    public static void Map(ModelBuilder model) => model.Entity<QueuedLetter>(letter =>
    {
        letter.ToTable("queued_letters");
        letter.Ignore(row => row.Place);
        letter.HasIndex(row => row.NextAttemptAt);
    });
}
