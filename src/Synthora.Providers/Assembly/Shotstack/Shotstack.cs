using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Assembly.Shotstack;

/// <summary>Shotstack's Edit API. Its sandbox is another address (…/edit/stage) with another key and a watermark.</summary>
internal sealed class Shotstack(Vendors vendors) : JobAdapter<AssemblyRequest>(vendors.Open(Id, VendorManners.Header("x-api-key", Fault)))
{
    public const string Id = "shotstack";

    /// <remarks>https://shotstack.io/docs/api/#get-templates: a list costs nothing.</remarks>
    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("templates", key, ct);

    /// <remarks>https://shotstack.io/docs/api/#render-asset</remarks>
    public override async Task<ExternalJob> SubmitAsync(AssemblyRequest request, ApiKey? key, CancellationToken ct)
    {
        AssemblyRules.Check(Vendor, request);
        var answer = await Vendor.PostAsync<JsonElement>("render", Edit(request), key, ct);
        return Ordered(answer.At("response.id"), Vendor.Model(null), request.Seconds);
    }

    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var render = (await Vendor.GetAsync<JsonElement>($"render/{Uri.EscapeDataString(job.Id)}?data=false", key, ct)).Find("response");
        return render.At("status") switch
        {
            "done" => Done(render.At("url"), keptFor: TimeSpan.FromHours(24)),
            "failed" => Failed(render.At("error")),
            var state => Waiting(TimeSpan.FromSeconds(4), state == "queued", state switch { "fetching" => 0.1, "preprocessing" => 0.2, "rendering" => 0.5, "saving" => 0.9, _ => null }),
        };
    }

    internal static ShotstackEdit Edit(AssemblyRequest request)
    {
        // Clips of one track must not overlap, so captions that do get tracks of their own.
        var texts = Lanes(request.Texts.Select(text => (text.Start, text.Length, Clip: Text(text, request)))).Reverse();
        var marks = Lanes(request.Marks.Select(mark => (mark.Start, mark.Length, Clip: Mark(mark)))).Reverse();
        var sounds = Lanes(request.Sounds.Select(sound => (sound.Start, sound.Length, Clip: new ShotstackClip(new ShotstackAsset("audio", sound.Source.AbsoluteUri, Volume: sound.Volume), sound.Start, sound.Length))));
        var pictures = new ShotstackTrack([.. request.Pictures.Select(Picture)]);
        return new ShotstackEdit(new ShotstackTimeline("#000000", [.. texts, .. marks, pictures, .. sounds]), new ShotstackOutput("mp4", new ShotstackSize(request.Width, request.Height), request.Fps));
    }

    private static IEnumerable<ShotstackTrack> Lanes(IEnumerable<(double Start, double Length, ShotstackClip Clip)> clips)
    {
        var lanes = new List<(double End, List<ShotstackClip> Clips)>();
        foreach (var (start, length, clip) in clips)
        {
            // Above every one that is still seen: of clips that overlap, the later one lies on top.
            var free = lanes.FindLastIndex(lane => lane.End > start + 0.001) + 1;
            if (free == lanes.Count) lanes.Add((start + length, [clip]));
            else
            {
                lanes[free].Clips.Add(clip);
                lanes[free] = (start + length, lanes[free].Clips);
            }
        }

        return lanes.Select(lane => new ShotstackTrack(lane.Clips));
    }

    private static ShotstackClip Picture(AssemblyPicture picture) => new(
        picture.Kind == PictureKind.Still ? new ShotstackAsset("image", picture.Source.AbsoluteUri) : new ShotstackAsset("video", picture.Source.AbsoluteUri, picture.From, picture.Volume),
        picture.Start, picture.Length, "crop",
        picture.Motion switch { PictureMotion.ZoomIn => "zoomInSlow", PictureMotion.ZoomOut => "zoomOutSlow", PictureMotion.PanLeft => "slideLeftSlow", PictureMotion.PanRight => "slideRightSlow", _ => null },
        picture.TransitionSeconds > 0 ? new ShotstackTransition("fade") : null);

    /// <remarks>https://shotstack.io/docs/guide/architecting-an-application/animations: a property that changes is a list.</remarks>
    private static ShotstackClip Mark(AssemblyMark mark) => new(
        new ShotstackAsset("image", mark.Source.AbsoluteUri), mark.Start, mark.Length, "crop",
        Offset: mark.Slide is { } slide ? new ShotstackOffset(new[] { new ShotstackTween(slide.From, slide.To, 0, mark.Length, "linear") }, 0) : null);

    private static ShotstackClip Text(AssemblyText text, AssemblyRequest request) => new(
        new ShotstackAsset(
            "text", Text: text.Text, Font: new ShotstackFont(text.Font, text.Color, (int)(text.Size * request.Height)), Background: text.Background is { } box ? new ShotstackBox(box, 12) : null,
            Width: request.Width * 9 / 10, Height: (int)(text.Size * request.Height * 4)),
        text.Start, text.Length, Position: "center",
        // Up is positive, in shares of the frame.
        Offset: new ShotstackOffset(0.0, Math.Round(0.5 - text.Centre, 4)));

    /// <summary>A wrong key is HTTP 403 with one word.</summary>
    private static ProviderFault? Fault(VendorAnswer answer) =>
        answer.Status is 400 or 403 && answer.Said?.Contains("credits", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.OutOfCredit : null;
}
