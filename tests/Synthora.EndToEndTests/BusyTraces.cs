using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Rendering.Probing;

namespace Synthora.EndToEndTests;

/// <summary>An account in the middle of things: a video half made and a file being looked into, both held still for looking at.</summary>
internal static class BusyTraces
{
    public static async Task<string> LeaveAsync(IServiceProvider services, string email)
    {
        await using var db = services.GetRequiredService<Database>().OpenForSystem();
        var user = await db.Users.Where(row => row.EmailKey == email).Select(row => row.Id).SingleAsync();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var video = new Video
        {
            UserId = user, Title = "Why the sea glows at night", Source = SourceKind.Topic, Text = "Why the sea glows at night", Template = "viral-hook", CreatedAt = now.AddSeconds(-40), UpdatedAt = now,
        };
        video.MoveTo(VideoStatus.Processing, now.AddSeconds(-38)).ShouldBeNull();
        (video.CurrentStep, video.LastStepUpdatedAt) = (GenerationStep.Media, now);
        // Nobody takes a job whose holder still has it.
        var job = new Job
        {
            UserId = user, Type = "video_generation", Lane = Lane.Render, VideoId = video.Id, Status = JobStatus.Running, Progress = 46, Message = "Fetched 3 of 8 pieces of footage", SecondsLeft = 34,
            Attempts = 1, LeaseOwner = "elsewhere", Node = "elsewhere", LeaseUntil = now.AddDays(1), CreatedAt = now.AddSeconds(-40), StartedAt = now.AddSeconds(-38),
        };
        video.JobId = job.Id;
        db.Videos.Add(video);
        db.Jobs.Add(job);
        foreach (var (step, status, from, to) in ((GenerationStep, StepStatus, int, int?)[])[(GenerationStep.Script, StepStatus.Completed, -38, -27), (GenerationStep.Voice, StepStatus.Completed, -27, -12), (GenerationStep.Media, StepStatus.Running, -12, null)])
        {
            db.VideoSteps.Add(new()
            {
                VideoId = video.Id, UserId = user, Step = step, Status = status, Provider = "local", StartedAt = now.AddSeconds(from), EndedAt = to is { } end ? now.AddSeconds(end) : null,
            });
        }

        var media = new Media
        {
            UserId = user, Origin = MediaOrigin.Uploaded, Kind = MediaKind.Video, FileName = "harbour-at-dawn.mp4", ContentType = "video/mp4", Extension = "mp4", Size = 48_200_000,
            Files = Media.FolderOf(user, Guid.CreateVersion7()), CreatedAt = now, UpdatedAt = now,
        };
        media.Describe("Harbour at dawn", null, []);
        db.Media.Add(media);
        db.DataExports.Add(new()
        {
            UserId = user, IncludesMedia = true, State = ExportState.Failed, ErrorMessage = "The server has no room now for an export of 18.7 GB.", ErrorRemedy = "Its operator has to make some. An export of the data alone is small.", CreatedAt = now, CompletedAt = now,
        });
        await db.SaveChangesAsync();
        return video.Id.ToString();
    }
}
