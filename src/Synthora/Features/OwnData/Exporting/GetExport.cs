using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>How far one's export is, and where to download it.</summary>
public sealed class GetExport(Database database, ExportLinks links, TimeProvider clock)
{
    /// <returns>Null when there is none.</returns>
    public async Task<ExportResponse?> LatestAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await ShapeAsync(db, await db.DataExports.AsNoTracking().OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(ct), ct);
    }

    public async Task<Result<ExportResponse>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await ShapeAsync(db, await db.DataExports.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct), ct) is { } found ? found : Errors.NotFound("export");
    }

    private async Task<ExportResponse?> ShapeAsync(AppDbContext db, DataExport? row, CancellationToken ct)
    {
        if (row is null) return null;
        var state = row.StateAt(clock.GetUtcNow());
        var progress = state == ExportState.Preparing ? await db.Jobs.Where(job => job.Id == row.Id).Select(job => job.Progress).SingleOrDefaultAsync(ct) : 100;
        return new(
            row.Id, state, row.IncludesMedia, Math.Round(progress, 1), row.Size, state == ExportState.Ready ? links.To(row) : null,
            row.ErrorMessage, row.ErrorRemedy, row.CreatedAt, row.CompletedAt, row.ExpiresAt);
    }
}
