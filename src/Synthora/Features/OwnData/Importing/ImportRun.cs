using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.OwnData.Importing;

/// <summary>One run of an import: what it reads, whom it is for, and how far it is.</summary>
internal sealed class ImportRun(ImportArchive archive, Caller caller, Lease lease, ImportReport report, string scratch, TimeProvider clock)
{
    /// <summary>What lists have to be read through in memory is bounded by this.</summary>
    public const int MostRows = 100_000;
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(1);

    /// <summary>Where the heavy kinds begin and end, in per cent.</summary>
    private static readonly Dictionary<ImportKind, (int From, int To)> Share = new()
    {
        [ImportKind.Branding] = (8, 12), [ImportKind.Videos] = (12, 55), [ImportKind.Files] = (55, 85), [ImportKind.Versions] = (85, 99),
    };

    private long _told;

    public ImportArchive Archive => archive;

    public Caller Caller => caller;

    public ImportReport Report { get; private set; } = report;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A folder for what is looked into; gone when the run ends.</summary>
    public string Scratch => scratch;

    /// <summary>Where the archive's folders are now; found when the first is asked for.</summary>
    public IReadOnlyDictionary<Guid, Guid>? Folders { get; set; }

    /// <summary>An earlier run has finished with it.</summary>
    public bool IsThrough(ImportKind kind) => Report.Kinds.ContainsKey(kind) && Report.At != kind;

    public Guid IdOf(ImportKind kind, Guid source) => ImportedId.Of(caller.UserId, kind, source);

    /// <summary>Restores a whole kind and notes it in one transaction.</summary>
    public async Task WholeAsync(ImportKind kind, Func<AppDbContext, Task<ImportLine>> restore, CancellationToken ct)
    {
        if (IsThrough(kind)) return;
        var next = Report;
        await lease.WriteAsync(async db => await NoteAsync(db, next = Report.With(kind, await restore(db)), ct), ct);
        Report = next;
    }

    /// <summary>Restores one after the other and notes each, so that a run that takes over does none twice.</summary>
    public async Task EachAsync(ImportKind kind, IAsyncEnumerable<ImportRow> rows, Func<ImportRow, CancellationToken, Task<ImportOutcome?>> restore, CancellationToken ct)
    {
        if (IsThrough(kind)) return;
        var (through, total) = (Report.At == kind ? Report.Through : 0, Math.Max(1, archive.Manifest.Rows?.GetValueOrDefault(TableOf(kind)) ?? 1));
        // What the run before was in the middle of may be there without being noted: then it counts as restored by this import.
        var (index, isBroken, isUnsaved) = (0, Report.At == kind, true);
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (index++ < through) continue;
            if (isUnsaved) await SaveAsync(Report with { At = kind, Through = index - 1 }, ct);
            isUnsaved = false;
            if (await restore(row, ct) is not { } outcome) continue;
            Report = Report.With(kind, Report.Of(kind).With(isBroken && outcome is { IsNew: false, Skip: null } ? ImportOutcome.New : outcome));
            (isBroken, isUnsaved) = (false, true);
            await TellAsync(kind, index, total, ct);
        }

        await SaveAsync((Report with { At = null, Through = 0 }).With(kind, Report.Of(kind)), ct);
    }

    /// <summary>A change under the lease: nothing is written once the import was stopped or taken over.</summary>
    public Task WriteAsync(Func<AppDbContext, Task> write, CancellationToken ct) => lease.WriteAsync(write, ct);

    private async Task SaveAsync(ImportReport next, CancellationToken ct)
    {
        await lease.WriteAsync(db => NoteAsync(db, next, ct), ct);
        Report = next;
    }

    private Task NoteAsync(AppDbContext db, ImportReport next, CancellationToken ct)
    {
        var json = next.ToJson();
        return db.DataImports.Where(row => row.Id == lease.JobId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Report, json), ct);
    }

    private async Task TellAsync(ImportKind kind, int index, int total, CancellationToken ct)
    {
        if (_told != 0 && clock.GetElapsedTime(_told) < Tell) return;
        _told = clock.GetTimestamp();
        var (from, to) = Share[kind];
        await lease.ReportAsync(from + ((to - from) * Math.Min(1.0, (double)index / total)), $"Restoring {EnumText.Of(kind)}: {index} of {Math.Max(index, total)}", null, ct);
    }

    private static string TableOf(ImportKind kind) => kind switch { ImportKind.Branding => "branding_assets", ImportKind.Videos => "videos", ImportKind.Versions => "video_versions", _ => "media" };
}
