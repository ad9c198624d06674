using System.Net.Http.Json;
using System.Text.Json;
using Synthora.Features.Videos;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos.Editing;

namespace Synthora.Tests.Videos;

/// <summary>Whom a video is owed to follows what it shows.</summary>
public sealed class ShownFootageTests(RealStudio studio) : IClassFixture<RealStudio>
{
    private const string Script = "# Bees\n\n## Hook\nBees hum in the morning garden.\n> visual: bees humming garden\n\n## Flower\nThey visit every yellow flower.\n> visual: yellow flower closeup\n";

    [Fact]
    public async Task The_lines_under_a_post_name_the_author_who_came_in_and_not_the_one_who_went()
    {
        var user = await studio.NewUserAsync();
        await user.AddCheckedKeyAsync("pexels");
        var made = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text = Script, music = "none", providers = new { voice = "offline" } })).JsonAsync();
        var video = made.GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(video, "completed", seconds: 480);
        var before = await FootageAsync();
        var (gone, stays) = (LinkOf(before, 0), LinkOf(before, 1));
        Lines(before).Count.ShouldBeGreaterThanOrEqualTo(2);

        var found = await user.GetJsonAsync("/stock?query=quiet+sea+waves&provider=pexels&kind=clip");
        var item = found.GetProperty("items").EnumerateArray().First(one => !Lines(before).Exists(line => line.StartsWith(one.GetProperty("credit").GetString()!, StringComparison.Ordinal)));
        await user.EditAsync(video, new { op = "stock", scene = "scene-1", query = "quiet sea waves", provider = "pexels", item = item.GetProperty("id").GetString(), kind = "clip" });
        Lines(await FootageAsync()).ShouldBe(Lines(before), "nobody sees the edit yet");
        await RenderAsync();

        var after = await FootageAsync();
        var piece = after.GetProperty("scenes")[0].GetProperty("pieces").EnumerateArray().ShouldHaveSingleItem();
        (piece.GetProperty("provider_name").GetString(), piece.GetProperty("author").GetString(), piece.GetProperty("credit").GetString()).ShouldBe(("Pexels", item.GetProperty("author").GetString(), item.GetProperty("credit").GetString()));
        Lines(after).ShouldContain($"{item.GetProperty("credit").GetString()}: {item.GetProperty("page_url").GetString()}");
        Lines(after).ShouldNotContain(line => line.EndsWith(gone, StringComparison.Ordinal));
        Lines(after).ShouldContain(line => line.EndsWith(stays, StringComparison.Ordinal));

        await user.EditAsync(video, new { op = "cards", scene = "scene-2" });
        await RenderAsync();
        after = await FootageAsync();
        Lines(after).ShouldHaveSingleItem();
        after.GetProperty("scenes")[1].GetProperty("is_designed").GetBoolean().ShouldBeTrue();
        await user.DoAsync(video, "versions/1/restore");
        Lines(await FootageAsync()).ShouldBe(Lines(before));

        Task<JsonElement> FootageAsync() => user.GetJsonAsync($"/videos/{video}/footage");

        async Task RenderAsync()
        {
            var board = await user.RenderAsync(video);
            board.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, board.ToString());
        }
    }

    [Theory]
    [InlineData("pexels-853889-1080x1920-0123456789.mp4", "https://www.pexels.com/video/sea-waves-853889/", true)]
    [InlineData("pexels-53889-1080x1920-0123456789.mp4", "https://www.pexels.com/video/sea-waves-853889/", false)]
    [InlineData("pixabay-853889-1080x1920-0123456789.mp4", "https://www.pexels.com/video/sea-waves-853889/", false)]
    [InlineData("unsplash-a-bC-d-1080x1920.jpg", "https://unsplash.com/photos/the-sea-a-bC_d?utm_source=synthora", true)]
    [InlineData("unsplash-a-bC-d-1080x1920.jpg", "https://unsplash.com/photos/a-bC_d", true)]
    [InlineData("holiday-853889-1080x1920-0123456789.mp4", "https://www.pexels.com/video/sea-waves-853889/", false)]
    public void Stock_of_edits_whose_credit_names_no_file_is_owed_to_the_author_of_its_page(string file, string page, bool owed)
    {
        Visual visual = file.EndsWith(".mp4", StringComparison.Ordinal) ? new ClipVisual($"/project/media/{file}") : new StillVisual($"/project/media/{file}");
        var timeline = new Timeline
        {
            Title = "Waves",
            Canvas = Canvas.ForAspect("9:16"),
            Look = new Look { Palette = ["#0EA5E9"] },
            Scenes = [new Scene { Id = "scene-1", Narration = "Waves come and go.", StartFrame = 0, EndFrame = 30, Shots = [new Shot { StartFrame = 0, EndFrame = 30, Visual = visual }] }],
            Audio = new AudioMix(),
            Credits = [new Credit("footage", "Video by Ann on Pexels: sea waves", "Ann", "Pexels License", page)],
        };
        var piece = new ShownPieces(timeline, []).Scenes()[0].Pieces.SingleOrDefault();
        (piece?.Author, piece?.Credit, piece?.Link).ShouldBe(owed ? ("Ann", "Video by Ann on Pexels", page) : (null, null, null));
    }

    private static string LinkOf(JsonElement footage, int scene) => footage.GetProperty("scenes")[scene].GetProperty("pieces")[0].GetProperty("link").GetString()!;

    private static List<string> Lines(JsonElement footage) => [.. footage.GetProperty("credit_lines").EnumerateArray().Select(line => line.GetString()!)];
}
