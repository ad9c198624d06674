using System.Text.Json;
using System.Threading.Channels;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Mail;

/// <summary>
/// Takes letters along with the change they tell of: a letter exists if and only if the caller's transaction does, and
/// then it is sent, whatever happens to this process.
/// </summary>
public sealed class MailQueue
{
    private readonly KeyVault _vault;
    private readonly TimeProvider _clock;
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal MailQueue(KeyVault vault, TimeProvider clock) => (_vault, _clock) = (vault, clock);

    internal ChannelReader<bool> Wakes => _wakes.Reader;

    /// <summary>The caller saves, and calls <see cref="Wake"/> after the commit. The context must be the system's.</summary>
    public void Add(AppDbContext db, Letter letter)
    {
        var now = _clock.GetUtcNow();
        var row = new QueuedLetter { Envelope = [], NextAttemptAt = now, CreatedAt = now };
        row.Envelope = _vault.Seal(JsonSerializer.Serialize(letter), row.Place).Envelope;
        db.Add(row);
    }

    /// <summary>Spares the letter the wait for the next round.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    internal Letter Open(QueuedLetter row) => JsonSerializer.Deserialize<Letter>(_vault.Open(row.Envelope, row.Place))!;
}
