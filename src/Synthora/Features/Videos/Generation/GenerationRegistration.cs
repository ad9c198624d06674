using Synthora.Features.Scripts.Writing;

namespace Synthora.Features.Videos.Generation;

public static class GenerationRegistration
{
    /// <summary>Registers the pipeline; it takes the first speech provider and, when there is one, the first text provider.</summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services) =>
        services.AddSingleton<ScriptWriter>().AddSingleton(new GenerationSettings()).AddSingleton<GenerateVideo>();
}

/// <summary>How a machine works on videos, whatever they are.</summary>
/// <param name="Parallelism">Scenes spoken or encoded at the same time.</param>
/// <param name="Canvas">Overrides the size that the aspect ratio gives.</param>
public sealed record GenerationSettings(int Parallelism = 2, Synthora.Rendering.Timelines.Canvas? Canvas = null);
