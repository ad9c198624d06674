namespace Synthora.Cli.Doctor;

public enum Health { Good, Limited, Broken }

/// <param name="Cost">What cannot be done because of it; empty when all is well.</param>
/// <param name="Remedy">The command or setting that mends it; empty when all is well.</param>
public sealed record Finding(string Part, Health Health, string Found, string Cost = "", string Remedy = "");
