using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.Videos;

/// <summary>A video from one's own films and pictures, made by the real pipeline.</summary>
public sealed class ChosenMediaTests(RealStudio studio) : IClassFixture<RealStudio>
{
    private const string Script = "# Harbour\n\n## Morning\nThe boats leave early.\n\n## Noon\nThe market is full.\n\n## Evening\nThe lamps go on.";

    [Fact]
    public async Task The_rendered_timeline_shows_the_chosen_files_in_their_order_and_the_library_knows_it()
    {
        var user = await studio.NewUserAsync();
        var (photo, film) = (await user.UploadAsync(await Samples.PhotoAsync(), "pier.jpg"), await user.UploadAsync(await Samples.FilmAsync(), "boats.mp4"));
        await user.SettledAsync(photo);
        await user.SettledAsync(film);
        var id = await CreateAsync(user, film, photo);
        (await user.GetJsonAsync($"/videos/{id}")).GetProperty("media_ids").EnumerateArray().Select(one => one.GetGuid()).ShouldBe([film, photo]);
        await user.WaitForAsync(id, "completed", seconds: 120);

        var timeline = await TimelineAsync(id);
        Shown(timeline.Scenes[0]).ShouldBe([film]);
        timeline.Scenes[0].Shots[0].Visual.ShouldBeOfType<ClipVisual>();
        Shown(timeline.Scenes[1]).ShouldBe([photo]);
        timeline.Scenes[1].Shots[0].Visual.ShouldBeOfType<StillVisual>();
        Shown(timeline.Scenes[2]).ShouldBeEmpty("two files were chosen for three scenes");
        timeline.Credits.ShouldContain(credit => credit.Title == "boats" && credit.Author == "the owner's library");

        var footage = (await user.GetJsonAsync($"/videos/{id}/footage")).GetProperty("scenes").EnumerateArray().ToList();
        footage.Select(scene => scene.GetProperty("is_own").GetBoolean()).ShouldBe([true, true, false]);
        (await user.MediaAsync(film)).GetProperty("used_in").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(id);
    }

    [Fact]
    public async Task A_file_thrown_away_before_the_run_is_done_without_and_told()
    {
        var user = await studio.NewUserAsync();
        var (kept, thrown) = (await user.UploadAsync(await Samples.PhotoAsync(), "kept.jpg"), await user.UploadAsync(await Samples.PictureAsync(3), "thrown.png"));
        await user.SettledAsync(kept);
        await user.SettledAsync(thrown);
        var owner = new Features.Caller(user.Id, Features.Role.Free);
        var folder = Directory.CreateTempSubdirectory("synthora-chosen-").FullName;
        (await user.Api.DeleteAsync($"/api/v1/library/media/{thrown}")).EnsureSuccessStatusCode();
        var (files, missing) = await studio.Services.GetRequiredService<Features.Library.ChosenMedia>().FetchAsync(owner, [thrown, kept], folder, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        files.ShouldHaveSingleItem().Title.ShouldBe("kept");
        missing.ShouldHaveSingleItem().Done.ShouldContain("without it");
    }

    [Fact]
    public async Task Only_ones_own_films_and_pictures_that_are_ready_can_be_chosen()
    {
        var (user, other) = (await studio.NewUserAsync(), await studio.NewUserAsync());
        var (sound, theirs, thrown) = (await user.UploadAsync(await Samples.SoundAsync(), "a.mp3"), await other.UploadAsync(await Samples.PictureAsync(1), "b.png"), await user.UploadAsync(await Samples.PictureAsync(2), "c.png"));
        foreach (var id in new[] { sound, thrown }) await user.SettledAsync(id);
        await other.SettledAsync(theirs);
        (await user.Api.DeleteAsync($"/api/v1/library/media/{thrown}")).EnsureSuccessStatusCode();
        foreach (var id in new[] { sound, theirs, thrown, Guid.CreateVersion7() })
        {
            var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text = Script, media_ids = new[] { id } });
            (await answer.ShouldRefuseAsync(400, "validation_error")).GetProperty("details").GetProperty("media_ids").GetString()!.ShouldContain("cannot be shown");
        }

        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text = Script, media_ids = Enumerable.Range(0, 21).Select(_ => Guid.CreateVersion7()) })).ShouldRefuseAsync(400, "validation_error");
    }

    private static async Task<Guid> CreateAsync(StudioHost.User user, params Guid[] media)
    {
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text = Script, media_ids = media });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body.ToString());
        return body.GetProperty("video").GetProperty("id").GetGuid();
    }

    private async Task<Timeline> TimelineAsync(Guid id)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var video = await db.Videos.SingleAsync(row => row.Id == id);
        var file = await studio.Services.GetRequiredService<VideoFiles>().OpenAsync(video.Files!, VideoFiles.Timeline, CancellationToken.None);
        using var reader = new StreamReader(file!.Content);
        return TimelineJson.Read(await reader.ReadToEndAsync());
    }

    private static List<Guid> Shown(Scene scene) =>
        [.. scene.Shots.Select(shot => shot.Visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => "" }).Select(GivenFootage.IdIn).OfType<Guid>().Distinct()];
}
