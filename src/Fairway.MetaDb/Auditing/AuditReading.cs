namespace Fairway.MetaDb.Auditing;

/// <summary>What the audit log says, and whether it is whole.</summary>
public static class AuditReading
{
    extension(RecordedAudit audit)
    {
        /// <summary>What it says.</summary>
        /// <exception cref="MetaDbUnavailableException">The stored text is no audit entry: it was tampered
        /// with.</exception>
        public AuditEntry Entry
        {
            get
            {
                try
                {
                    return AuditJson.Read(audit.Json.Span);
                }
                catch (FormatException e)
                {
                    throw new MetaDbUnavailableException(
                        $"audit entry {audit.Mark.Number} cannot be read: verify the audit log, and restore the store",
                        e);
                }
            }
        }
    }

    /// <summary>Follows the chain of the audit log from its beginning: the first break, or null.</summary>
    /// <param name="known">
    /// A mark that was kept outside the store: it must be in the chain. A chain alone cannot show that its end was cut
    /// off.
    /// </param>
    public static async Task<AuditBreak?> VerifyAuditAsync(
        this IMetaDb db,
        AuditMark? known,
        CancellationToken cancel)
    {
        var chain = new AuditVerifier(known);
        await foreach (var entry in db.AuditAsync(0, cancel))
        {
            if (chain.Follow(entry) is { } broken)
            {
                return broken;
            }
        }

        return chain.End();
    }
}
