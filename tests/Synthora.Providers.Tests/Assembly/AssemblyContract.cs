using System.Text;
using Synthora.Providers.Assembly;
using Synthora.Providers.Assembly.Remotion;
using Synthora.Providers.Tests.Jobs;

namespace Synthora.Providers.Tests.Assembly;

public abstract class AssemblyContract(SimulatedVendors vendors) : JobContract<AssemblyRequest>(vendors)
{
    protected override bool RefusesContent => false;

    protected override AssemblyRequest Order(string words = "") => new(
        "Bees", 360, 640, 30, 6,
        [
            new(new Uri("https://media.example.com/bee.jpg"), PictureKind.Still, 0, 3, Motion: PictureMotion.ZoomIn),
            new(new Uri("https://media.example.com/garden.mp4?sig=a&x=b"), PictureKind.Clip, 3, 3, From: 1.5, Volume: 0.2, TransitionSeconds: 0.4),
        ],
        [new($"Why \"bees\" <dance> {words}", 0, 2, 0.2), new("They tell each other", 1, 2, 0.8, 0.03, "#FFEE00", "#000000")],
        [new(new Uri("https://media.example.com/voice.mp3"), 0, 6), new(new Uri("https://media.example.com/music.mp3"), 0, 6, 0.15)])
    {
        Marks = [new(new Uri("https://media.example.com/logo.png"), 0, 6), new(new Uri("https://media.example.com/watermark.png"), 1, 2)],
    };

    [Fact]
    public async Task Everything_on_the_timeline_is_in_the_order()
    {
        await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        var sent = Vendors.Seen.Last(Orders).Body.Replace("\\u0026", "&", StringComparison.Ordinal);
        foreach (var part in new[] { "bee.jpg", "garden.mp4", "voice.mp3", "music.mp3", "logo.png", "watermark.png", "They tell each other", "360", "640" }) sent.ShouldContain(part);
        // Marks lie over the pictures and under the words; of Shotstack's tracks the first lies on top.
        var (picture, mark, words) = (sent.IndexOf("garden.mp4", StringComparison.Ordinal), sent.IndexOf("logo.png", StringComparison.Ordinal), sent.IndexOf("They tell", StringComparison.Ordinal));
        if (Id == "shotstack") (words < mark && mark < picture).ShouldBeTrue(sent);
        else if (Id != "remotion") (picture < mark && mark < words).ShouldBeTrue(sent);
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
}

public sealed class CreatomateContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "creatomate";
}

public sealed class EditframeContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "editframe";
}

public sealed class RemotionContract(SimulatedVendors vendors) : AssemblyContract(vendors)
{
    protected override string Id => "remotion";
    protected override string GoodKey => "AKIDEXAMPLE:secret";

    // One address takes every call, also those that cost nothing.
    protected override bool Orders(SeenRequest request) => base.Orders(request) && request.Body.Contains("\"start\"", StringComparison.Ordinal);

    protected override ApiKey KeyOf(string name) => name is "poor" or "busy" ? new ApiKey(name + ":secret") : new ApiKey(name);

    /// <remarks>The worked example of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html cannot be used, as it signs other headers; this is AWS's suite case get-vanilla.</remarks>
    [Fact]
    public void A_request_is_signed_as_AWS_signs_it() =>
        AwsSignature.Authorization("GET", new Uri("https://example.amazonaws.com/"), Encoding.UTF8.GetBytes(""), "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service", "20150830T123600Z")
            .ShouldBe("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}
