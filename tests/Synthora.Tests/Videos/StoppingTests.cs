using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

public sealed class StoppingTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Whoever_watches_a_video_is_let_go_when_the_process_stops_and_not_told_that_it_is_done()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("hold:voice for ever");
        await user.WaitForAsync(id, status => status.GetProperty("state").GetString() == "voice");
        var streams = new List<StreamReader>();
        foreach (var path in (string[])[$"/api/v1/videos/{id}/events", $"/videos/{id}/live", $"/videos/{id}/live?view=card"])
        {
            var answer = await user.Api.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream", path);
            streams.Add(new(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8));
            (await streams[^1].ReadLineAsync()).ShouldNotBeNull(path);
        }

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        foreach (var stream in streams)
        {
            (await stream.ReadToEndAsync()).ShouldNotContain("event: done");
            stream.Dispose();
        }
    }
}
