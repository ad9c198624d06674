using System.ComponentModel.DataAnnotations;

namespace Synthora.Rendering.Timelines;

/// <summary>The look that footage and stills are brought to, so that sources of many origins match. Each aesthetic has its own.</summary>
public enum GradeName { None, Modern, Minimal, Bold, Cinematic, Vibrant, Vintage, Professional, Playful, Noir }

/// <param name="Strength">0 leaves the source as it is, 1 is the full look.</param>
public sealed record ColourGrade(GradeName Name, [property: Range(0.0, 1.0)] double Strength = 0.6);
