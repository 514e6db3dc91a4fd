package dev.easel.server.room;

import dev.easel.protocol.SavePolicy;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.persistence.Saves;

/**
 * Tells the auto-save that the project has unsaved changes, and by which policy they are to be saved. Confined to the
 * room's loop.
 */
final class DirtyMark {
    private final Saves saves;
    private final Progress progress;
    private ProjectNews project;
    private SavePolicy policy;

    DirtyMark(Saves saves, Progress progress, ProjectNews project) {
        this.saves = saves;
        this.progress = progress;
        this.project = project;
        policy = SavePolicy.of(project.settings());
    }

    /** Marks the project, unless all of it is saved. */
    void set() {
        if (!progress.isSaved()) {
            saves.mark(project.id(), progress.applied(), policy);
        }
    }

    /** The project's settings may be others now; what is unsaved is saved by those. */
    void changed(ProjectNews news) {
        if (!news.settings().equals(project.settings())) {
            project = news;
            policy = SavePolicy.of(news.settings());
            set();
        }
    }
}
