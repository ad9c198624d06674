using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Mail;

/// <summary>Carries queued letters out, tries again for a day where the server is away, and never lets two processes carry the same one.</summary>
internal sealed class MailCarrier(Database database, MailQueue queue, IMail mail, TimeProvider clock, ILogger<MailCarrier> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    /// <summary>Longer than a server may take, so that a letter in hand is not taken by another process.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(16)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await CarryOneAsync(stoppingToken)) { }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning("Letters have to wait: {Cause}", exception.Message);
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            pause.CancelAfter(Round);
            try
            {
                await queue.Wakes.ReadAsync(pause.Token);
            }
            catch (OperationCanceledException)
            {
                // The round is over, or the process is.
            }
        }
    }

    /// <returns>Whether there was one.</returns>
    private async Task<bool> CarryOneAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var claimed = await db.Set<QueuedLetter>().FromSql(
            $"""
             update queued_letters set next_attempt_at = {now + Hold}, attempts = attempts + 1
             where id = (select id from queued_letters where next_attempt_at <= {now} order by next_attempt_at limit 1 for update skip locked)
             returning *
             """).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        if (claimed is not [var row]) return false;
        var failure = await SendAsync(row, ct);
        var letters = db.Set<QueuedLetter>().Where(letter => letter.Id == row.Id);
        if (failure is null || failure.IsFinal || row.Attempts > Waits.Length)
        {
            if (failure is not null) log.LogWarning("A letter is given up after {Attempts} attempts: {Cause}", row.Attempts, failure.Message);
            await letters.ExecuteDeleteAsync(ct);
            return true;
        }

        log.LogWarning("A letter has to wait: {Cause}", failure.Message);
        var next = now + Waits[row.Attempts - 1];
        await letters.ExecuteUpdateAsync(set => set.SetProperty(letter => letter.NextAttemptAt, next).SetProperty(letter => letter.LastError, failure.Message), ct);
        return true;
    }

    private async Task<MailException?> SendAsync(QueuedLetter row, CancellationToken ct)
    {
        try
        {
            await mail.SendAsync(row.Id, queue.Open(row), ct);
            return null;
        }
        catch (MailException exception)
        {
            return exception;
        }
        catch (SealBrokenException exception)
        {
            return new(exception.Message, isFinal: true);
        }
    }
}
