using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Branding;
using Synthora.Features.Integrations;
using Synthora.Features.Library;
using Synthora.Features.Quotas;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos;

public sealed record CreateVideoRequest
{
    public const int MostTopic = 2_000;
    public const int MostText = 1_048_576;
    public const int MostInstructions = 2_000;

    public SourceKind Source { get; init; } = SourceKind.Topic;

    /// <summary>A topic of 3–2,000 characters, or notes or a script of up to 1 MiB.</summary>
    [Required, StringLength(MostText, MinimumLength = 3)]
    public required string Text { get; init; }

    /// <summary>Slug or id; the default template when absent.</summary>
    [StringLength(100)]
    public string? Template { get; init; }

    [StringLength(200)]
    public string? Title { get; init; }

    [StringLength(MostInstructions)]
    public string? CustomInstructions { get; init; }

    /// <summary>One of the caption styles, such as <c>modern</c> or <c>karaoke</c>, or <c>none</c>.</summary>
    [AllowedWords<CaptionStyle>]
    public string? SubtitleStyle { get; init; }

    /// <summary>A voice id, or <c>female</c>, <c>male</c>, <c>neutral</c>.</summary>
    [StringLength(100), RegularExpression(@"[\w.:-]+", ErrorMessage = "A voice is a plain word.")]
    public string? Voice { get; init; }

    /// <summary><c>universal</c>, <c>youtube</c>, <c>tiktok</c>, <c>instagram</c> or <c>facebook</c>.</summary>
    [AllowedWords<Platform>]
    public string? Platform { get; init; }

    /// <summary><c>9:16</c>, <c>16:9</c>, <c>1:1</c> or <c>4:5</c>.</summary>
    [AllowedValues("9:16", "16:9", "1:1", "4:5", null, ErrorMessage = "Use 9:16, 16:9, 1:1 or 4:5.")]
    public string? AspectRatio { get; init; }

    /// <summary>A music mood such as <c>calm</c>, or <c>none</c>.</summary>
    [StringLength(100), RegularExpression("[a-z]+", ErrorMessage = "Music is a mood such as calm, or none.")]
    public string? Music { get; init; }

    /// <summary>Music stays at least 20 dB under the voice (WCAG 1.4.7) instead of 12 to 18; what is left out is left to the script.</summary>
    // An earlier wish without it has to go on hashing to what it did.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ClearSpeech { get; init; }

    public int? Seed { get; init; }

    [Range(5, 120)]
    public int? TargetDurationS { get; init; }

    /// <summary>A logo and a watermark of yours to show in the video; none unless named.</summary>
    [MaxLength(ChosenBrand.Most)]
    public IReadOnlyList<Guid> BrandingAssetIds { get; init; } = [];

    /// <summary>Films and pictures of your library to show, in this order, in the scenes whose script brings no footage of its own. A long film goes on in the scenes that follow.</summary>
    [MaxLength(ChosenMedia.Most)]
    public IReadOnlyList<Guid> MediaIds { get; init; } = [];

    /// <summary>Nobody watches this run: it is ended when it takes longer than half an hour in all.</summary>
    public bool Unattended { get; init; }

    /// <summary>Has a script written anew even when the same was asked before.</summary>
    public bool Regenerate { get; init; }

    /// <summary>Who shall work on it; what is left out takes the effective provider of that category.</summary>
    public ProviderChoices? Providers { get; init; }
}

/// <summary>The answer to work that goes on after the request.</summary>
public sealed record AcceptedVideo(Guid TaskId, string Status, DateTimeOffset? EstimatedCompletion, VideoResponse Video);

internal sealed class CreateVideo(Database database, ChosenBrand brand, ChosenMedia footage, ChooseCrew chooseCrew, ChosenVoice voices, VideoBudget budget, JobQueue queue, UserLimits limits, DailyAllowance allowance, StorageQuota storage, TimeProvider clock)
{
    private static readonly Error GenerationOff = new(ErrorKind.Unavailable, "unavailable", "New videos cannot be started now: the administrator of this installation has paused it. Try again later.");

    private static readonly Error NobodyWrites = new(
        ErrorKind.Validation, "integrations_missing", "A topic needs a language model to write from it. Connect one under Integrations, or give notes or a script.",
        new Dictionary<string, object?> { ["categories"] = new[] { ProviderCategory.Script.Word() } });

    /// <param name="idempotencyKey">Repeating a request with the same key within 24 h answers the same video, until that is deleted.</param>
    public async Task<Result<AcceptedVideo>> HandleAsync(
        Caller caller, CreateVideoRequest request, CancellationToken ct, string? idempotencyKey = null)
    {
        if ((Shape.Refuse(request) ?? (request.Providers is { } choices ? Shape.Refuse(choices) : null) ?? Refuse(request)) is { } refusal) return refusal;
        if (idempotencyKey is { Length: 0 or > 200 }) return Errors.Validation("An Idempotency-Key has 1 to 200 characters.");
        if (await brand.RefuseAsync(caller, request.BrandingAssetIds, ct) is { } unbranded) return unbranded;
        if (await footage.RefuseAsync(caller, request.MediaIds, ct) is { } unshowable) return unshowable;
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        if (await TemplateViews.FindAsync(db, request.Template ?? SystemTemplates.DefaultSlug, ct) is not { } template)
            return Errors.Validation($"There is no template '{request.Template}'. GET /templates lists them.", new Dictionary<string, object?> { ["template"] = "unknown" });

        if (idempotencyKey is not null && await EarlierAsync(db, idempotencyKey, request, ct) is { } earlier) return earlier;
        if (!await limits.IsOnAsync(db, SettingKey.Generation, ct)) return GenerationOff;

        var crew = await chooseCrew.ForAsync(caller, request.Source, request.Regenerate, request.Providers, ct);
        if (!crew.IsOk) return crew.Error;
        if (request.Source == SourceKind.Topic && crew.Value.Script is null) return NobodyWrites;
        if (voices.Refuse(request.Voice, crew.Value.Voice) is { } unspoken) return unspoken;
        var video = request.ToVideo(new(caller.UserId, template.Key, request.Template is null ? LeavingCaptions(template) : template.Config, crew.Value.IsUsual ? null : crew.Value.ToJson(), now) { IdempotencyKey = idempotencyKey });
        var job = VideoJobs.New(video, now);
        video.JobId = job.Id;
        db.Videos.Add(video);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            if (await allowance.TakeVideoAsync(db, video, caller.Role, now, ct) is { } usedUp) return usedUp;
            if (await storage.RefuseAsync(db, caller.UserId, caller.Role, 0, ct) is { } full) return full;
            if (await budget.ReserveAsync(db, video, ct) is { } tooDear) return tooDear;
            db.Jobs.Add(job);
            await db.SaveChangesAsync(ct);
            await db.Templates.Where(row => row.Id == template.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsageCount, row => row.UsageCount + 1), ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            db.ChangeTracker.Clear();
            if (violation.ConstraintName == VideoMapping.IdempotencyKey && await EarlierAsync(db, idempotencyKey!, request, ct) is { } same) return same;
            return await GenerationInProgressAsync(db, ct);
        }

        await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        var usual = (await StepTimes.LoadAsync(db, ct)).Whole;
        return new AcceptedVideo(job.Id, "queued", usual is { } seconds ? now.AddSeconds(seconds) : null, await db.ViewAsync(video, ct));
    }

    internal static async Task<Error> GenerationInProgressAsync(AppDbContext db, CancellationToken ct)
    {
        var active = await db.Videos.AsNoTracking()
            .Where(video => video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing)
            .Select(video => (Guid?)video.Id).FirstOrDefaultAsync(ct);
        return new(
            ErrorKind.Conflict, "generation_in_progress", "A video is being made already. Wait for it or cancel it.",
            new Dictionary<string, object?> { ["video_id"] = active });
    }

    private static Error? Refuse(CreateVideoRequest request)
    {
        var text = request.Text.Trim();
        var problem = text switch
        {
            { Length: < 3 } => "The text is empty.",
            _ when text.Contains('\0', StringComparison.Ordinal) => "The text is binary, not words.",
            { Length: > CreateVideoRequest.MostTopic } when request.Source == SourceKind.Topic =>
                "A topic has at most 2,000 characters. Send longer text as notes or as a script.",
            _ => null,
        };
        return problem is null ? null : Errors.Validation(problem, new Dictionary<string, object?> { ["text"] = problem });
    }

    /// <summary>A template that nobody chose does not outrank the captions its creator usually has.</summary>
    private static string LeavingCaptions(Template template)
    {
        var config = template.Read();
        return Template.Json(config with { Text = config.Text with { CaptionStyle = null } });
    }

    /// <summary>What the key was used for before. Another wish under the same key is a mistake that must not go unnoticed.</summary>
    private static async Task<Result<AcceptedVideo>?> EarlierAsync(AppDbContext db, string key, CreateVideoRequest request, CancellationToken ct)
    {
        if (await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.IdempotencyKey == key, ct) is not { } video) return null;
        if (video.WishHash is { } hash && hash != VideoWish.Hash(request))
        {
            return new Error(
                ErrorKind.Conflict, "conflict", "This Idempotency-Key was used for another video. Take a new key for a new video.", new Dictionary<string, object?> { ["video_id"] = video.Id });
        }

        var status = await db.Jobs.Where(job => job.Id == video.JobId).Select(job => (JobStatus?)job.Status).SingleOrDefaultAsync(ct);
        return new AcceptedVideo(video.JobId ?? Guid.Empty, EnumText.Of(status ?? JobStatus.Completed), null, await db.ViewAsync(video, ct));
    }
}
