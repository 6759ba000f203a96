using Fairway.Twin.Faults;

namespace Fairway.Cli.Fleets;

/// <summary>Reads what is to go wrong from a YAML file: see <see cref="FaultPlan.Parse"/>.</summary>
internal static class FaultFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="CliFailure">It cannot be read, or says what is not understood; the message says
    /// where.</exception>
    public static FaultPlan Read(string path)
    {
        try
        {
            return FaultPlan.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FaultPlanException)
        {
            throw new CliFailure($"faults {path}: {e.Message}", e) { ExitCode = ExitCodes.Usage };
        }
    }
}
