using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Timelines;

public sealed class TimelineFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-project-");

    [Fact]
    public async Task A_gathered_project_can_be_moved_and_still_finds_everything()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_folder.FullName, "elsewhere")).FullName;
        var timeline = Sample(await FileAsync(outside, "photo.png", "one"), await FileAsync(outside, "v.wav", "two"), await FileAsync(outside, "track.opus", "three"));
        // Another file of the same name is another file.
        var twin = await FileAsync(Directory.CreateDirectory(Path.Combine(outside, "b")).FullName, "photo.png", "other");
        timeline = timeline with { Thumbnail = new(Path: twin) };
        var home = Directory.CreateDirectory(Path.Combine(_folder.FullName, "home")).FullName;

        var gathered = await ProjectFolder.GatherAsync(timeline, Path.Combine(home, "video.project"), CancellationToken.None);
        await TimelineFile.WriteAsync(gathered, Path.Combine(home, "video.timeline.json"), CancellationToken.None);
        Directory.Delete(outside, recursive: true);
        var moved = Path.Combine(_folder.FullName, "moved");
        Directory.Move(home, moved);

        var again = await TimelineFile.ReadAsync(Path.Combine(moved, "video.timeline.json"), CancellationToken.None, confined: true);
        var files = TimelineFile.FilesOf(again);
        files.Count.ShouldBe(4);
        (await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file)))).ShouldBe(["one", "two", "three", "other"]);
        (await File.ReadAllTextAsync(Path.Combine(moved, "video.timeline.json"))).ShouldContain("\"path\": \"video.project/voice/v-");
        // Gathering what is there already changes nothing.
        (await ProjectFolder.GatherAsync(again, Path.Combine(moved, "video.project"), CancellationToken.None)).Thumbnail.Path.ShouldBe(again.Thumbnail.Path);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.png")]
    [InlineData("a/../../secret.png")]
    [InlineData("link.png")]
    [InlineData("linked/secret.png")]
    [InlineData("..\\secret.png")]
    public async Task A_timeline_from_a_stranger_names_no_file_outside_its_folder(string path)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder.FullName, "home")).FullName;
        var secret = await FileAsync(_folder.FullName, "secret.png", "secret");
        File.CreateSymbolicLink(Path.Combine(home, "link.png"), secret);
        Directory.CreateSymbolicLink(Path.Combine(home, "linked"), _folder.FullName);
        var file = Path.Combine(home, "timeline.json");
        await File.WriteAllTextAsync(file, TimelineJson.Write(Sample(path, path, path)));

        (await Should.ThrowAsync<RenderException>(() => TimelineFile.ReadAsync(file, CancellationToken.None, confined: true)))
            .Message.ShouldContain("$.scenes[0].shots[0].visual.path");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Timeline Sample(string photo, string voice, string music) => TimelineSamples.Of((new StillVisual(photo), 30, Transition.Cut)) with
    {
        Audio = new AudioMix { Voice = [new VoiceClip(voice, 0, 500)], Music = new MusicTrack(music) },
    };

    private static async Task<string> FileAsync(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }
}
