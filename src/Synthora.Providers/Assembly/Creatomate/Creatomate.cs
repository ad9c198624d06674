using System.Globalization;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Assembly.Creatomate;

/// <summary>Creatomate's renders, described in its RenderScript.</summary>
internal sealed class Creatomate(Vendors vendors) : JobAdapter<AssemblyRequest>(vendors.Open(Id, VendorManners.Bearer()))
{
    public const string Id = "creatomate";
    private const int PictureTrack = 1, SoundTrack = 2;

    public override Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Vendor.CheckAsync("templates", key, ct);

    public override async Task<ExternalJob> SubmitAsync(AssemblyRequest request, ApiKey? key, CancellationToken ct)
    {
        AssemblyRules.Check(Vendor, request);
        var answer = await Vendor.PostAsync<JsonElement>("renders", Script(request), key, ct);
        // The first version answered with a list.
        return Ordered(answer.At("id") ?? answer.At("0.id"), Vendor.Model(null), request.Seconds);
    }

    /// <remarks>https://creatomate.com/docs/api/reference/get-a-render: the address is there early but leads to nothing before the end.</remarks>
    protected override async Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        var render = await Vendor.GetAsync<JsonElement>($"renders/{Uri.EscapeDataString(job.Id)}", key, ct);
        return render.At("status") switch
        {
            "succeeded" => Done(render.At("url"), keptFor: TimeSpan.FromDays(30)),
            "failed" => Failed(render.At("error_message")),
            var state => Waiting(TimeSpan.FromSeconds(4), state is "planned" or "waiting"),
        };
    }

    internal static CreatomateRender Script(AssemblyRequest request)
    {
        var elements = new List<CreatomateElement>();
        elements.AddRange(request.Pictures.Select(Picture));
        // Sounds, marks and texts may overlap, so each has a track of its own; higher tracks lie on top.
        elements.AddRange(request.Sounds.Select((sound, i) => new CreatomateElement("audio", SoundTrack + i, sound.Start, sound.Length, sound.Source.AbsoluteUri, Volume: Percent(sound.Volume))));
        elements.AddRange(request.Marks.Select((mark, i) => new CreatomateElement("image", SoundTrack + request.Sounds.Count + i, mark.Start, mark.Length, mark.Source.AbsoluteUri, Fit: "cover", X: Way(mark))));
        elements.AddRange(request.Texts.Select((text, i) => new CreatomateElement(
            "text", SoundTrack + request.Sounds.Count + request.Marks.Count + i, text.Start, text.Length, Text: text.Text, Y: Percent(text.Centre), Width: "90%", FontFamily: text.Font,
            FontSize: ((int)(text.Size * request.Height)).ToString(CultureInfo.InvariantCulture), FillColor: text.Color, BackgroundColor: text.Background, XAlignment: "50%")));
        return new CreatomateRender("mp4", request.Width, request.Height, request.Fps, request.Seconds, elements);
    }

    private static CreatomateElement Picture(AssemblyPicture picture)
    {
        List<CreatomateAnimation> moves = [];
        if (picture.TransitionSeconds > 0) moves.Add(new CreatomateAnimation("fade", 0, picture.TransitionSeconds, Transition: true));
        if (picture.Motion is PictureMotion.ZoomIn or PictureMotion.ZoomOut)
            moves.Add(new CreatomateAnimation("scale", StartScale: picture.Motion == PictureMotion.ZoomIn ? "100%" : "115%", EndScale: picture.Motion == PictureMotion.ZoomIn ? "115%" : "100%", Fade: false, Easing: "linear"));
        if (picture.Motion is PictureMotion.PanLeft or PictureMotion.PanRight) moves.Add(new CreatomateAnimation("pan", StartScale: "115%", EndScale: "115%", Easing: "linear"));
        // A transition lies over the end of the picture before: this one begins earlier by its length.
        return new CreatomateElement(
            picture.Kind == PictureKind.Still ? "image" : "video", PictureTrack, Math.Max(0, picture.Start - picture.TransitionSeconds), picture.Length + Math.Min(picture.Start, picture.TransitionSeconds),
            picture.Source.AbsoluteUri, picture.Kind == PictureKind.Clip ? picture.From : null, picture.Kind == PictureKind.Clip ? Percent(picture.Volume) : null, "cover", Animations: moves.Count == 0 ? null : moves);
    }

    /// <remarks>https://creatomate.com/docs/json/using-keyframes: 50 % is the middle of the frame.</remarks>
    private static IReadOnlyList<CreatomateKeyframe>? Way(AssemblyMark mark) => mark.Slide is not { } slide ? null
        : [new("0 s", Percent(0.5 + slide.From)), new(string.Create(CultureInfo.InvariantCulture, $"{mark.Length:0.###} s"), Percent(0.5 + slide.To), "linear")];

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
