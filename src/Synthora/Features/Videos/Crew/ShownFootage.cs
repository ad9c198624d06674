using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Crew;

/// <summary>What a creator's last videos showed, so that the next one shows something else.</summary>
internal sealed class ShownFootage(Database database)
{
    private const int LastVideos = 10;

    /// <returns>Pieces by <see cref="FootageSource.Key"/>.</returns>
    public async Task<IReadOnlySet<string>> BeforeAsync(Video video, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var last = db.Videos.Where(other => other.UserId == video.UserId && other.Id != video.Id && other.CreatedAt <= video.CreatedAt).OrderByDescending(other => other.CreatedAt).Take(LastVideos).Select(other => other.Id);
        var results = await db.VideoSteps.AsNoTracking()
            .Where(step => step.Step == GenerationStep.Media && step.Status == StepStatus.Completed && step.Result != null && last.Contains(step.VideoId)).Select(step => step.Result!).ToListAsync(ct);
        return results.SelectMany(Read).SelectMany(scene => scene).Select(footage => footage.Source?.Key).OfType<string>().ToHashSet();
    }

    /// <summary>Results of earlier versions may look different; what cannot be read was not shown.</summary>
    private static IReadOnlyList<IReadOnlyList<SceneFootage>> Read(string json)
    {
        try
        {
            return StepJson.Read<MediaResult>(json).Scenes ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
