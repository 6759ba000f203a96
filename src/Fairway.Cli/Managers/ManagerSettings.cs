using Fairway.Kube;

namespace Fairway.Cli.Managers;

/// <summary>What one manager works with.</summary>
/// <param name="Meta">The meta cluster.</param>
/// <param name="MetaDb">Path of the database of records, made where it is missing; or the address of one in
/// PostgreSQL.</param>
/// <param name="Member">This process's name among managers: see <see cref="MemberName"/>.</param>
/// <param name="Environment">Time, chance and log.</param>
internal sealed record ManagerSettings(IKubeApi Meta, string MetaDb, string Member, KubeEnvironment Environment)
{
    /// <summary>File of the keys that seal Secrets in the records; null: they are in the meta cluster.</summary>
    public string? SealKeys { get; init; }
}
