using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class VideoAssemblyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-assembly-");

    [Fact]
    public async Task A_thumbnail_has_the_shape_of_its_platform_and_what_lists_and_players_show_has_the_videos()
    {
        foreach (var (platform, size) in ((Platform, (int, int))[])[(Platform.YouTube, (1280, 720)), (Platform.TikTok, (720, 1280))])
        {
            var files = new VideoOutput(At("video.mp4"), At("video.srt"), At("thumbnail.jpg"), At("report.json"), At("credits.txt"), At("credits.json"), At("thumbnail-small.webp"));
            await new VideoAssembly(1).RunAsync(Timeline(platform), files, At("cache"), (_, _) => { }, CancellationToken.None);

            (await SizeAsync(files.Thumbnail)).ShouldBe(size, platform.ToString());
            (await SizeAsync(files.SmallThumbnail!)).ShouldBe((360, 640));
            File.Exists(files.Poster).ShouldBe(platform == Platform.YouTube);
            if (platform != Platform.YouTube) continue;
            (await SizeAsync(files.Poster!)).ShouldBe((720, 1280));
            File.Delete(files.Poster!);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static async Task<(int, int)> SizeAsync(string path) => (await MediaProbe.ProbeAsync(path, CancellationToken.None)).Video is { } picture ? (picture.Width, picture.Height) : default;

    private static Timeline Timeline(Platform platform) => new()
    {
        Title = "Tea", Platform = platform, Canvas = new(720, 1280), Look = new() { Palette = ["#112233", "#F0B030"] }, Audio = new(),
        Scenes = [new() { Id = "scene-1", StartFrame = 0, EndFrame = 15, Shots = [new() { StartFrame = 0, EndFrame = 15, Visual = new CardVisual { Layout = CardLayout.Hook, Headline = "Hot tea" } }] }],
    };
}
