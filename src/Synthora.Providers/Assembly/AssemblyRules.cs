using Synthora.Providers.Http;

namespace Synthora.Providers.Assembly;

/// <summary>What no vendor can assemble is told before it is paid for.</summary>
internal static class AssemblyRules
{
    /// <exception cref="ProviderException">Names the part that is wrong.</exception>
    public static void Check(Vendor vendor, AssemblyRequest request)
    {
        if (request.Pictures.Count == 0) throw Wrong("there is no picture");
        if (request.Width % 2 + request.Height % 2 != 0 || request.Width < 2 || request.Height < 2) throw Wrong($"{request.Width} × {request.Height} is no size of a video");
        if (!(request.Seconds is > 0 and <= 3_600)) throw Wrong($"{request.Seconds} seconds is no length of a video");
        var sources = request.Pictures.Select(picture => picture.Source).Concat(request.Sounds.Select(sound => sound.Source)).Concat(request.Marks.Select(mark => mark.Source));
        if (sources.FirstOrDefault(source => !source.IsAbsoluteUri || source.Scheme != Uri.UriSchemeHttps) is { } local) throw Wrong($"{local} cannot be fetched from outside; publish it under https first");

        ProviderException Wrong(string why) => vendor.Fault(ProviderFault.InvalidRequest, why);
    }
}
