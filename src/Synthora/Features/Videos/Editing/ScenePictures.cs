using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Synthora.Data;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>What a scene of the draft looks and sounds like, made by the engine that renders the video, small and kept until the scene changes.</summary>
internal sealed class ScenePictures(Database database, Storyboards storyboards, EditDesk desk, PictureTurns turns, GenerationSettings settings)
{
    private const int StillWidth = 360;

    public Task<Result<VideoFile>> StillAsync(Caller caller, Guid videoId, string scene, CancellationToken ct) =>
        FindAsync(caller, videoId, scene, "webp", "image/webp", (timeline, index, path) =>
            SceneStill.WriteAsync(timeline, index, StillWidth, desk.ProjectOf(videoId).Cache, path, ct), ct);

    /// <summary>The scene alone, with voice and music, 540 pixels wide.</summary>
    public Task<Result<VideoFile>> PreviewAsync(Caller caller, Guid videoId, string scene, CancellationToken ct) =>
        FindAsync(caller, videoId, scene, "mp4", "video/mp4", (timeline, index, path) =>
            new VideoAssembly(settings.Parallelism).PreviewAsync(TimelineEdit.Only(timeline, index), path, desk.ProjectOf(videoId).Cache, (_, _) => { }, ct), ct);

    private async Task<Result<VideoFile>> FindAsync(
        Caller caller, Guid videoId, string scene, string extension, string type, Func<Timeline, int, string, Task> make, CancellationToken ct)
    {
        OpenStoryboard open;
        await using (var db = database.Open(caller))
        {
            var found = await storyboards.OpenAsync(db, videoId, ct);
            if (!found.IsOk) return found.Error;
            open = found.Value;
        }

        var stored = TimelineJson.Read(open.Step.Timeline);
        var index = stored.Scenes.Index().Where(one => one.Item.Id == scene).Select(one => (int?)one.Index).FirstOrDefault();
        if (index is not { } at) return Errors.NotFound("scene");
        var print = ScenePrint.Of(stored)[at];
        var name = extension == "webp" ? print : $"{print}-{Print(TimelineJson.Write(TimelineEdit.Only(stored, at)))}";
        var path = Path.Combine(desk.PreviewsOf(videoId), $"{name}.{extension}");
        try
        {
            if (!File.Exists(path))
            {
                await turns.RunAsync(path, async () =>
                {
                    var timeline = await desk.LayOutAsync(caller.UserId, videoId, open.Step.Timeline, open.Prefixes, ct);
                    var unfinished = Path.Combine(desk.PreviewsOf(videoId), $"{Guid.CreateVersion7():N}.{extension}");
                    try
                    {
                        await make(timeline, at, unfinished);
                        File.Move(unfinished, path, overwrite: true);
                    }
                    finally
                    {
                        File.Delete(unfinished);
                    }
                }, ct);
            }
        }
        catch (GenerationException failure)
        {
            return Errors.InvalidState($"{failure.Cause} {failure.Remedy}");
        }
        catch (RenderException failure)
        {
            return Errors.InvalidState($"{failure.Cause} {failure.Remedy}");
        }

        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        return new VideoFile(content, type, $"{scene}.{extension}", File.GetLastWriteTimeUtc(path), $"\"{name}\"");
    }

    private static string Print(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

/// <summary>Lets few pictures be made at a time, and none twice.</summary>
internal sealed class PictureTurns : IDisposable
{
    private readonly SemaphoreSlim _atOnce = new(2);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _making = new();

    public async Task RunAsync(string path, Func<Task> make, CancellationToken ct)
    {
        var own = _making.GetOrAdd(path, _ => new SemaphoreSlim(1));
        await own.WaitAsync(ct);
        try
        {
            if (File.Exists(path)) return;
            await _atOnce.WaitAsync(ct);
            try
            {
                await make();
            }
            finally
            {
                _atOnce.Release();
            }
        }
        finally
        {
            own.Release();
            _making.TryRemove(path, out _);
        }
    }

    public void Dispose() => _atOnce.Dispose();
}
