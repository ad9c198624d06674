using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos.Editing;

/// <summary>A host with the real pipeline, which makes very small videos.</summary>
public sealed class EditedStudio : StudioHost
{
    private const string Script =
        "# Tea\n\n## Hook\nDo you like hot tea?\n> text: Hot tea\n> transition: cut\n\n## Warm\nWarm the pot first.\n> transition: cut\n\n## Steep\nThen wait. Four minutes will do.\n> transition: cut\n\n## End\nTry it today.\n> transition: cut\n";

    protected override void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton(new GenerationSettings(2, new Canvas(180, 320))));

    /// <summary>A user with a finished video of four scenes.</summary>
    public async Task<(User User, Guid Video)> NewVideoAsync()
    {
        var user = await NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text = Script });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body.ToString());
        var id = body.GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed", seconds: 120);
        return (user, id);
    }
}

internal static class StoryboardCalls
{
    public static async Task<JsonElement> BoardAsync(this StudioHost.User user, Guid video)
    {
        var answer = await user.Api.GetAsync($"/api/v1/videos/{video}/storyboard");
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body;
    }

    public static Task<HttpResponseMessage> TryEditAsync(this StudioHost.User user, Guid video, int revision, params object[] edits) =>
        user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/storyboard/edits", new { revision, edits });

    public static async Task<JsonElement> EditAsync(this StudioHost.User user, Guid video, params object[] edits)
    {
        var answer = await user.TryEditAsync(video, (await user.BoardAsync(video)).Revision(), edits);
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body;
    }

    /// <summary>Posts to the storyboard with its present revision.</summary>
    public static async Task<JsonElement> DoAsync(this StudioHost.User user, Guid video, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/{path}", new { revision = (await user.BoardAsync(video)).Revision() });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(status, body.ToString());
        return body;
    }

    public static async Task<JsonElement> RenderAsync(this StudioHost.User user, Guid video)
    {
        await user.DoAsync(video, "storyboard/render", HttpStatusCode.Accepted);
        for (var started = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var board = await user.BoardAsync(video);
            if (board.GetProperty("rendering").ValueKind == JsonValueKind.Null) return board;
            if (started.Elapsed.TotalSeconds > 90) throw new TimeoutException($"Still rendering: {board.GetProperty("rendering")}");
        }
    }

    public static async Task<IReadOnlyList<JsonElement>> VersionsAsync(this StudioHost.User user, Guid video) =>
        [.. (await (await user.Api.GetAsync($"/api/v1/videos/{video}/versions")).JsonAsync()).EnumerateArray()];

    public static int Revision(this JsonElement board) => board.GetProperty("revision").GetInt32();

    public static IReadOnlyList<JsonElement> Scenes(this JsonElement board) => [.. board.GetProperty("scenes").EnumerateArray()];

    public static IReadOnlyList<string?> Narrations(this JsonElement board) => [.. board.Scenes().Select(scene => scene.GetProperty("narration").GetString())];

    public static IReadOnlyList<int> ToRender(this JsonElement board) => [.. board.GetProperty("changes").GetProperty("scenes").EnumerateArray().Select(number => number.GetInt32())];
}
