using System.Text;
using Synthora.Providers.Assembly;
using Synthora.Providers.Assembly.Remotion;
using Synthora.Providers.Tests.Jobs;

namespace Synthora.Providers.Tests.Assembly;

public abstract class AssemblyContract(SimulatedVendors vendors) : JobContract<AssemblyRequest>(vendors)
{
    protected override bool RefusesContent => false;

    /// <summary>How the vendor is told that a bar slides in from the left until a quarter of the frame is missing.</summary>
    protected abstract string Moves { get; }

    /// <summary>How it is told when a sticker comes and how long it stays.</summary>
    protected abstract IReadOnlyList<string> Sticker { get; }

    protected override AssemblyRequest Order(string words = "") => new(
        "Bees", 360, 640, 30, 6,
        [
            new(new Uri("https://media.example.com/bee.jpg"), PictureKind.Still, 0, 3, Motion: PictureMotion.ZoomIn),
            new(new Uri("https://media.example.com/garden.mp4?sig=a&x=b"), PictureKind.Clip, 3, 3, From: 1.5, Volume: 0.2, TransitionSeconds: 0.4),
        ],
        [new($"Why \"bees\" <dance> {words}", 0, 2, 0.2), new("They tell each other", 1, 2, 0.8, 0.03, "#FFEE00", "#000000")],
        [new(new Uri("https://media.example.com/voice.mp3"), 0, 6), new(new Uri("https://media.example.com/music.mp3"), 0, 6, 0.15)])
    {
        Marks =
        [
            new(new Uri("https://media.example.com/logo.png"), 0, 6), new(new Uri("https://media.example.com/name-bar.png"), 1, 2), new(new Uri("https://media.example.com/sticker.png"), 2, 3.5),
            new(new Uri("https://media.example.com/bar.png"), 0, 6, new(-1, -0.25)),
        ],
    };

    [Fact]
    public async Task Everything_on_the_timeline_is_in_the_order()
    {
        await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        var sent = Vendors.Seen.Last(Orders).Body.Replace("\\u0026", "&", StringComparison.Ordinal);
        foreach (var part in new[] { "bee.jpg", "garden.mp4", "voice.mp3", "music.mp3", "logo.png", "name-bar.png", "sticker.png", "bar.png", "They tell each other", "360", "640" }) sent.ShouldContain(part);
        // Marks lie over the pictures and under the words, later ones above earlier ones; of Shotstack's tracks the first lies on top.
        var upwards = new[] { "garden.mp4", "logo.png", "name-bar.png", "sticker.png", "/bar.png", "They tell" }.Select(part => sent.IndexOf(part, StringComparison.Ordinal)).ToList();
        if (Id == "shotstack") upwards.ShouldBeInOrder(SortDirection.Descending, sent);
        else if (Id != "remotion") upwards.ShouldBeInOrder(SortDirection.Ascending, sent);
        sent.ShouldContain(Moves);
        foreach (var time in Sticker) sent.ShouldContain(time);
        // What a creator writes is never markup of the page that is filmed.
        if (Id == "editframe") sent.ShouldContain("&lt;dance&gt;");
    }

    [Fact]
    public async Task A_file_nobody_can_fetch_and_a_plan_without_pictures_are_not_ordered()
    {
        var local = Order() with { Sounds = [new(new Uri("file:///home/me/voice.mp3"), 0, 6)] };
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(local, Key, CancellationToken.None));
        failed.Fault.ShouldBe(ProviderFault.InvalidRequest);
        failed.Cause.ShouldContain("voice.mp3");
        await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order() with { Pictures = [] }, Key, CancellationToken.None));
        await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order() with { Marks = [new(new Uri("file:///home/me/logo.png"), 0, 6)] }, Key, CancellationToken.None));
    }
}

public sealed class ShotstackContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "shotstack";
    protected override string Moves => """ "offset":{"x":[{"from":-1,"to":-0.25,"start":0,"length":6,"interpolation":"linear"}],"y":0} """.Trim();
    protected override IReadOnlyList<string> Sticker => ["""sticker.png"},"start":2,"length":3.5"""];
}

public sealed class CreatomateContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "creatomate";
    protected override string Moves => """ "x":[{"time":"0 s","value":"-50%"},{"time":"6 s","value":"25%","easing":"linear"}] """.Trim();
    protected override IReadOnlyList<string> Sticker => ["""time":2,"duration":3.5,"source":"https://media.example.com/sticker.png"""];
}

public sealed class EditframeContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "editframe";
    protected override string Moves => "@keyframes slide3{from{transform:translateX(-100%)}to{transform:translateX(-25%)}}";
    protected override IReadOnlyList<string> Sticker => ["offset=\\\"2s\\\" duration=\\\"3.5s\\\"", "animation:slide3 6s linear both"];
}

public sealed class RemotionContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "remotion";
    protected override string Moves => """ \"slide\":{\"from\":-1,\"to\":-0.25} """.Trim();
    protected override IReadOnlyList<string> Sticker => ["""sticker.png\",\"start\":2,\"length\":3.5"""];
    protected override string GoodKey => "AKIDEXAMPLE:secret";
    protected override bool TellsWait => false;

    // One address takes every call, also those that cost nothing.
    protected override bool Orders(SeenRequest request) => base.Orders(request) && request.Body.Contains("\"start\"", StringComparison.Ordinal);

    protected override ApiKey KeyOf(string name) => name is "poor" or "busy" ? new ApiKey(name + ":secret") : new ApiKey(name);

    /// <remarks>The worked example of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html cannot be used, as it signs other headers; this is AWS's suite case get-vanilla.</remarks>
    [Fact]
    public void A_request_is_signed_as_AWS_signs_it() =>
        AwsSignature.Authorization("GET", new Uri("https://example.amazonaws.com/"), Encoding.UTF8.GetBytes(""), "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service", "20150830T123600Z")
            .ShouldBe("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}
