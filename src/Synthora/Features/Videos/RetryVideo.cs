using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Quotas;
using Synthora.Features.Settings;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

public sealed record RetryVideoRequest
{
    /// <summary>Has somebody else do the step that failed.</summary>
    public ProviderSwap? Swap { get; init; }
}

/// <param name="Category">Of the step that failed, such as <c>voice</c>.</param>
/// <param name="Provider">Such as <c>elevenlabs</c>; one that you can use.</param>
public sealed record ProviderSwap([property: Required] string Category, [property: Required] string Provider);

/// <summary>Takes a failed or timed-out video up again at the first step that is not finished.</summary>
internal sealed class RetryVideo(
    Database database, VideoBudget budget, SpendingLedger ledger, ListUsableProviders usable, ProviderDirectory directory, DailyAllowance allowance, StorageQuota storage, JobQueue queue,
    TimeProvider clock)
{
    public async Task<Result<AcceptedVideo>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct, ProviderSwap? swap = null)
    {
        if (swap is not null && Shape.Refuse(swap) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var video = await db.Videos.FromSql($"select * from videos where id = {videoId} for no key update").SingleOrDefaultAsync(ct);
        if (video is null) return Errors.NotFound("video");
        if (!video.CanRetry) return Errors.InvalidState($"A video that is {EnumText.Of(video.Status)} cannot be retried.");
        if (swap is not null && await SwapAsync(db, caller, video, swap, ct) is { } unusable) return unusable;
        if (video.MoveTo(VideoStatus.Queued, now) is { } refusal) return refusal;
        var times = await StepTimes.LoadAsync(db, ct);
        var job = VideoJobs.New(video, now);
        video.JobId = job.Id;
        db.Jobs.Add(job);
        try
        {
            await db.SaveChangesAsync(ct);
            if (await allowance.TakeVideoAsync(db, video, caller.Role, now, ct) is { } usedUp) return usedUp;
            if (await storage.RefuseAsync(db, caller.UserId, caller.Role, 0, ct) is { } full) return full;
            await db.SaveChangesAsync(ct);
            if (swap is not null) await ledger.ReleaseAsync(db, video.UserId, video.Id, swap.Category, ct);
            if (await budget.ReserveAsync(db, video, ct) is { } tooDear) return tooDear;
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: VideoMapping.OneActivePerUser })
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return await CreateVideo.GenerationInProgressAsync(db, ct);
        }

        await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        return new AcceptedVideo(job.Id, "queued", times.Whole is { } seconds ? now.AddSeconds(seconds) : null, await db.ViewAsync(video, ct));
    }

    /// <summary>Puts another provider in the crew: only for the step that failed, because what is finished stays as it is.</summary>
    private async Task<Error?> SwapAsync(AppDbContext db, Caller caller, Video video, ProviderSwap swap, CancellationToken ct)
    {
        if (ProviderCategories.Parse(swap.Category) is not { } category || StepOf(category) is not { } step)
            return IntegrationErrors.OfField("category", $"There is no step '{swap.Category}'. Use one of {string.Join(", ", ProviderCategories.Steps.Select(one => one.Word()))}.");
        if (video.CurrentStep is not { } failed || failed != step)
            return IntegrationErrors.OfField("category", $"The video stopped at {(video.CurrentStep is { } at ? EnumText.Of(at) : "its start")}. Only that step can be given to somebody else.");
        var crew = VideoCrew.Read(video.Providers);
        if (swap.Provider == EffectiveProviders.BuiltIn.GetValueOrDefault(category).Id)
        {
            crew = crew.With(category, null);
        }
        else
        {
            var wanted = directory.Find(swap.Provider)?.Id ?? swap.Provider;
            var offered = (await usable.HandleAsync(caller, ct)).Value!.GetValueOrDefault(category.Word(), []);
            if (offered.FirstOrDefault(one => one.Id == wanted) is not { Route: not ProviderRoute.BuiltIn } found)
                return IntegrationErrors.OfField("provider", $"'{swap.Provider}' is no provider that you can use for this step. Add its key on the integrations page, or choose another.");
            crew = crew.With(category, new(found.Id, found.Name, found.Model, found.Route, directory.IsSimulated));
        }

        video.Providers = crew.IsUsual ? null : crew.ToJson();
        return null;
    }

    private static GenerationStep? StepOf(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => GenerationStep.Script,
        ProviderCategory.Voice => GenerationStep.Voice,
        ProviderCategory.Media => GenerationStep.Media,
        ProviderCategory.VideoAi => GenerationStep.VideoAi,
        ProviderCategory.Assembly => GenerationStep.Assembly,
        _ => null,
    };
}
