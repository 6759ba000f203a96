namespace Fairway.Conformance.Histories;

/// <summary>The measure of a random history.</summary>
/// <param name="Calls">By each client.</param>
/// <param name="Keys">Few, so that clients meet.</param>
/// <param name="Watches">Opened while the clients work.</param>
internal sealed record RandomHistory(int Seed, int Clients, int Calls, int Keys, int Watches);
