namespace Fairway.Kube.Leases;

/// <summary>The times of a Lease: see <see cref="LeaseOptions"/>. Longer ones cost less, and let a dead holder be
/// missed later.</summary>
/// <param name="Duration">How long others leave a holder alone that shows no sign of life. Whole seconds.</param>
/// <param name="RenewDeadline">How long a holder goes on working without having renewed; shorter.</param>
/// <param name="RenewPeriod">How often the Lease is renewed; shorter again.</param>
public sealed record LeaseTimes(TimeSpan Duration, TimeSpan RenewDeadline, TimeSpan RenewPeriod)
{
    /// <summary>A dead holder is missed after 15 seconds.</summary>
    public static LeaseTimes Usual { get; } =
        new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3));
}
