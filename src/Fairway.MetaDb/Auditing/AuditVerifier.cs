namespace Fairway.MetaDb.Auditing;

/// <summary>Follows a chain from its beginning.</summary>
internal sealed class AuditVerifier(AuditMark? known)
{
    private AuditMark last;

    /// <summary>What is wrong with the next entry, or null.</summary>
    public AuditBreak? Follow(RecordedAudit entry)
    {
        var wanted = AuditChain.Next(last, entry.Json.Span);
        var broken = (entry.Mark, known) switch
        {
            ({ Number: var number }, _) when number != wanted.Number =>
                new AuditBreak(wanted.Number, $"audit entry {wanted.Number} is missing: entry {number} follows"),
            ({ Hash: var hash }, _) when hash != wanted.Hash =>
                new AuditBreak(wanted.Number, $"audit entry {wanted.Number}, or the one before, has been changed"),
            (_, { } mark) when mark.Number == wanted.Number && mark.Hash != wanted.Hash =>
                new AuditBreak(wanted.Number, $"audit entry {wanted.Number} is not the one whose hash was kept"),
            _ => null,
        };
        last = wanted;
        return broken;
    }

    /// <summary>What is wrong once there are no more entries, or null.</summary>
    public AuditBreak? End() => known is { } mark && mark.Number > last.Number
        ? new AuditBreak(
            last.Number + 1, $"the audit log ends with entry {last.Number}, and entry {mark.Number} was known")
        : null;
}
