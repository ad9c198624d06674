using Microsoft.Extensions.Configuration;

namespace Synthora.Providers.Assembly.Remotion;

/// <summary>Settings under <c>Providers:remotion</c>: what the user deployed into an AWS account of their own.</summary>
/// <param name="FunctionName">Such as <c>remotion-render-4-0-527-mem2048mb-disk2048mb-120sec</c>; its version is part of the name.</param>
/// <param name="ServeUrl">Where the project lies.</param>
/// <param name="Composition">Reads an <see cref="AssemblyRequest"/> in snake_case as its input.</param>
internal sealed record RemotionOptions(string Region, string? FunctionName, string? ServeUrl, string Composition)
{
    public static RemotionOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Providers:remotion");
        return new RemotionOptions(section["Region"] ?? "us-east-1", section["FunctionName"], section["ServeUrl"], section["Composition"] ?? "Synthora");
    }

    /// <summary>The renderer wants its own version in every call.</summary>
    public string Version => FunctionName?.Split('-') is [_, "render", var major, var minor, var patch, ..] ? $"{major}.{minor}.{patch}" : "";
}
