using System.Security.Cryptography;
using System.Text;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Rendering;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Templates;

/// <summary>Pictures and clips that show a look, rendered by the engine of the videos on the first asking and kept by what shapes them.</summary>
internal sealed class TemplateSamples(Database database, Configuration configuration, PictureTurns turns)
{
    private const int StillWidth = 360;

    private string Folder => Directory.CreateDirectory(Path.Combine(configuration.DataFolder, "samples")).FullName;

    /// <param name="scene">0 the hook, 1 a point with captions, 2 the call to action.</param>
    public async Task<Result<VideoFile>> StillAsync(Caller caller, string idOrSlug, int scene, CancellationToken ct) =>
        await FindAsync(caller, idOrSlug, ct) is { } config ? await LookAsync(config, scene, ct) : Errors.NotFound("template");

    public async Task<Result<VideoFile>> ClipAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        if (await FindAsync(caller, idOrSlug, ct) is not { } config) return Errors.NotFound("template");
        var timeline = SampleTimeline.Of(config);
        return await KeepAsync($"{Print(timeline)}.mp4", "video/mp4", path =>
            Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(Folder, "cache"), path, Preview: true), null, ct), ct);
    }

    /// <summary>A look that may not be stored yet.</summary>
    public Task<Result<VideoFile>> LookAsync(TemplateConfig config, int scene, CancellationToken ct)
    {
        var timeline = SampleTimeline.Of(config);
        var index = Math.Clamp(scene, 0, timeline.Scenes.Count - 1);
        return KeepAsync($"{ScenePrint.Of(timeline)[index]}.webp", "image/webp", path => SceneStill.WriteAsync(timeline, index, StillWidth, Path.Combine(Folder, "cache"), path, ct), ct);
    }

    private async Task<TemplateConfig?> FindAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return (await TemplateViews.FindAsync(db, idOrSlug, ct))?.Read();
    }

    private async Task<Result<VideoFile>> KeepAsync(string name, string type, Func<string, Task> make, CancellationToken ct)
    {
        var path = Path.Combine(Folder, ScenePrint.Engine[..8] + "-" + name);
        try
        {
            if (!File.Exists(path))
            {
                await turns.RunAsync(path, async () =>
                {
                    var unfinished = Path.Combine(Folder, $"{Guid.CreateVersion7():N}{Path.GetExtension(name)}");
                    try
                    {
                        await make(unfinished);
                        File.Move(unfinished, path, overwrite: true);
                    }
                    finally
                    {
                        File.Delete(unfinished);
                    }
                }, ct);
            }
        }
        catch (RenderException failure)
        {
            return Errors.InvalidState($"{failure.Cause} {failure.Remedy}");
        }

        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        return new VideoFile(content, type, name, File.GetLastWriteTimeUtc(path), $"\"{Path.GetFileNameWithoutExtension(name)}\"");
    }

    private static string Print(Timeline timeline) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TimelineJson.Write(timeline))))[..24];
}
